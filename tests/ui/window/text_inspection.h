// Looks through everything that a window says, for what was left untranslated or has no room.
#pragma once

#include <QMap>
#include <QSet>
#include <QStringList>

class QAbstractItemModel;
class QAction;
class QWidget;

namespace tlvfc::test {

struct PaintedText;

/// Under a PseudoTranslation. A finding is told once, with the first place where it came up.
class TextInspection
{
public:
    TextInspection();

    /// A layer's name, a class, a title of a run: what is not the program's to translate.
    void allow(const QString &name);
    /// Of more than a word, that core puts together or a document holds; lines of them may stand
    /// alone.
    void allowSentence(const QString &sentence);
    /// A document's, which stands alone.
    void allowTitle(const QString &title) { titles_ << title; }

    /// The widget and all below it that shows, with its actions.
    void look(QWidget *root, const QString &where);
    void look(const QAction *action, const QString &where);

    const QMap<QString, QString> &untranslated() const { return untranslated_; }
    const QMap<QString, QString> &clipped() const { return clipped_; }

private:
    void lookAt(QWidget *widget);
    void lookAt(const QAbstractItemModel *model, const QString &name);
    void lookAtPainting(QWidget *widget);
    bool isForeign(const QString &text) const;
    void read(const QString &text, const QString &what);

    QSet<QString> names_;
    QStringList sentences_;
    QSet<QString> titles_;
    QString where_;
    QMap<QString, QString> untranslated_;
    QMap<QString, QString> clipped_;
};

} // namespace tlvfc::test
