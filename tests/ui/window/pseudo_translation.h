// A language that no one speaks: every letter is another one, and every text 40 % longer.
#pragma once

#include <QMutex>
#include <QRegularExpression>
#include <QSet>
#include <QTranslator>

#include <utility>

namespace tlvfc::test {

/// What is in it went through the translation: nothing else has these letters.
class PseudoTranslation : public QTranslator
{
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }

    QString translate(const char *context, const char *source, const char *, int) const override
    {
        const QMutexLocker lock(&mutex_);
        asked_.insert({QString::fromUtf8(context), QString::fromUtf8(source)});
        return of(QString::fromUtf8(source));
    }

    /// Contexts with texts.
    QSet<std::pair<QString, QString>> asked() const
    {
        const QMutexLocker lock(&mutex_);
        return asked_;
    }

    /// Placeholders, tags, entities, mnemonics and a file dialog's patterns stay what they are.
    static QString of(const QString &source)
    {
        static const QRegularExpression kept(
            QStringLiteral(R"(%L?\d+|%n|<[^>]*>|&\w+;|\(\*[^)]*\))"));
        QString longer;
        int letters = 0;
        qsizetype at = 0;
        const auto take = [&](const QString &words) {
            for (const auto letter : words) {
                longer += strange(letter);
                letters += letter.isLetter() ? 1 : 0;
            }
        };
        for (auto found = kept.globalMatch(source); found.hasNext();) {
            const auto match = found.next();
            take(source.mid(at, match.capturedStart() - at));
            longer += match.captured();
            at = match.capturedEnd();
        }
        take(source.mid(at));
        if (letters == 0)
            return source;
        // Before what follows the last word, such as a colon, a space or a pattern.
        qsizetype end = longer.size();
        while (end > 0 && !isStrange(longer[end - 1]))
            --end;
        QString more;
        for (int i = 0; i < (letters * 2 + 4) / 5; ++i)
            more += i > 0 && i % 7 == 0 ? QStringLiteral(" ŏ") : QStringLiteral("ŏ");
        return longer.insert(end, more);
    }

private:
    static constexpr QStringView small = u"áƀçđéƒğĥíĵķłḿñóþɋřšţúṽŵẋýž";
    static constexpr QStringView large = u"ÁɃÇĐÉƑĞĤÍĴĶŁḾÑÓÞɊŘŠŢÚṼŴẊÝŽ";

    static QChar strange(QChar letter)
    {
        if (letter >= u'a' && letter <= u'z')
            return small[letter.unicode() - u'a'];
        if (letter >= u'A' && letter <= u'Z')
            return large[letter.unicode() - u'A'];
        return letter;
    }

    /// Letters, and what would look like a text cut short at its end.
    static bool isStrange(QChar letter)
    {
        return small.contains(letter) || large.contains(letter) || letter == u'…';
    }

    mutable QMutex mutex_; ///< workers have words too
    mutable QSet<std::pair<QString, QString>> asked_;
};

} // namespace tlvfc::test
