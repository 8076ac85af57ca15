#include "tests/ui/window/text_inspection.h"

#include "core/data/catalog.h"
#include "core/nets/zoo.h"
#include "core/training/options.h"
#include "core/transfer/strategy.h"
#include "tests/ui/window/painted_text.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextEdit>
#include <QToolTip>
#include <QWidget>

namespace tlvfc::test {

namespace {

constexpr int mostRows = 60;
constexpr double tolerance = 2.0; ///< of pixels; a letter's box is larger than the letter

QString called(const QWidget *widget)
{
    QStringList names{QLatin1String(widget->metaObject()->className())};
    for (; widget && names.size() < 4; widget = widget->parentWidget()) {
        if (!widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_"))
            names << widget->objectName();
    }
    return names.join(QLatin1String(" in "));
}

/// A viewport's contents go on where it ends.
bool isScrolled(const QWidget *widget)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(widget->parentWidget());
    return area && area->viewport() == widget;
}

/// Whether a tooltip comes up there.
bool tellsMore(QWidget &widget, const QPoint &place)
{
    QToolTip::hideText();
    QHelpEvent help(QEvent::ToolTip, place, widget.mapToGlobal(place));
    QCoreApplication::sendEvent(&widget, &help);
    return !QToolTip::text().isEmpty();
}

QString withoutTags(QString text)
{
    static const QRegularExpression tags(QStringLiteral("<[^>]*>|&\\w+;"));
    return text.replace(tags, QStringLiteral(" "));
}

} // namespace

TextInspection::TextInspection()
{
    // Published names, and words of the command line.
    for (const auto &method : methods()) {
        allow(QString::fromStdString(method.title));
        allow(QString::fromStdString(method.name));
    }
    for (const auto &network : zoo())
        allow(QString::fromStdString(network.name));
    const auto addNames = [this](const auto &values) {
        for (const auto &value : values)
            allow(QString::fromUtf8(value.name.data(), qsizetype(value.name.size())));
    };
    addNames(option_values<Standardization>());
    addNames(option_values<Matching>());
    addNames(option_values<ConvMethod>());
    addNames(option_values<FcMethod>());
    addNames(option_values<PadMethod>());
    addNames(option_values<PoolMethod>());
    addNames(option_values<SelectionRule>());
    addNames(option_values<CrossoverKind>());
    addNames(option_values<CrossoverFill>());
    addNames(option_values<Control>());
    addNames(option_values<TrainedPart>());
    addNames(option_values<OptimizerKind>());
    addNames(option_values<Schedule>());
    addNames(option_values<Precision>());
    addNames(option_values<OnBadLoss>());
    addNames(option_values<OnOutOfMemory>());
    for (const auto &data : read_catalog().data)
        allow(QString::fromStdString(data.name));
    allow(QStringLiteral("TLVFC Studio, CIFAR-10 CIFAR-100, made-up, CPU"));
}

void TextInspection::allow(const QString &name)
{
    static const QRegularExpression between(QStringLiteral("[^A-Za-z0-9_-]+"));
    for (const auto &word : name.split(between, Qt::SkipEmptyParts))
        names_ << word;
}

/// Longer ones first, which others may be part of.
void TextInspection::allowSentence(const QString &sentence)
{
    const auto longer = [&](const QString &other) { return other.size() < sentence.size(); };
    if (sentence.contains(u' ') && !sentences_.contains(sentence))
        sentences_.insert(std::ranges::find_if(sentences_, longer), sentence);
}

/// Whether it holds a word that is neither translated nor a name. What has a digit, an underscore,
/// a slash or a dot within is a name: a path, a file, a number with its unit's sign.
bool TextInspection::isForeign(const QString &text) const
{
    if (text.startsWith(u"tlvfc ") || titles_.contains(text.trimmed()))
        return false; // a command, or a document
    auto rest = text;
    for (const auto &sentence : sentences_) {
        if (sentence.contains(text.trimmed(), Qt::CaseInsensitive))
            return false;
        rest.remove(sentence, Qt::CaseInsensitive);
    }
    static const QRegularExpression words(QStringLiteral("[\\p{L}\\p{N}_./=+×…-]+"));
    static const QRegularExpression letters(QStringLiteral("^-*[A-Za-z]{2,}[A-Za-z.-]*$"));
    static const QRegularExpression innerDot(QStringLiteral("[./_=+]\\w"));
    for (auto found = words.globalMatch(rest); found.hasNext();) {
        auto word = found.next().captured();
        if (!letters.match(word).hasMatch() || innerDot.match(word).hasMatch())
            continue;
        while (word.endsWith(u'.') || word.endsWith(u'-'))
            word.chop(1);
        if (!names_.contains(word))
            return true;
    }
    return false;
}

void TextInspection::read(const QString &text, const QString &what)
{
    const auto plain = withoutTags(text).simplified();
    if (isForeign(plain) && !untranslated_.contains(plain))
        untranslated_.insert(plain, where_ + QStringLiteral(": ") + what);
}

void TextInspection::look(QWidget *root, const QString &where)
{
    where_ = where;
    lookAt(root);
    for (auto *widget : root->findChildren<QWidget *>()) {
        if (widget->isVisible() && (!widget->isWindow() || widget == root) &&
            widget->window() == root->window())
            lookAt(widget);
    }
}

void TextInspection::look(const QAction *action, const QString &where)
{
    where_ = where;
    read(action->text(), QStringLiteral("action"));
    read(action->toolTip(), QStringLiteral("action's tooltip"));
    read(action->statusTip(), QStringLiteral("action's status tip"));
}

void TextInspection::lookAt(QWidget *widget)
{
    const auto name = called(widget);
    read(widget->toolTip(), name + QStringLiteral(", tooltip"));
    read(widget->statusTip(), name + QStringLiteral(", status tip"));
    read(widget->whatsThis(), name + QStringLiteral(", what's this"));
    read(widget->accessibleName(), name + QStringLiteral(", accessible name"));
    read(widget->accessibleDescription(), name + QStringLiteral(", accessible description"));
    if (widget->isWindow())
        read(widget->windowTitle(), name + QStringLiteral(", title"));
    if (const auto *edit = qobject_cast<QLineEdit *>(widget))
        read(edit->placeholderText(), name + QStringLiteral(", placeholder"));
    if (const auto *box = qobject_cast<QComboBox *>(widget))
        lookAt(box->model(), name);
    if (const auto *view = qobject_cast<QAbstractItemView *>(widget);
        view && view->model() && !qobject_cast<const QHeaderView *>(view))
        lookAt(view->model(), name);
    // A document is its file's, and its language's.
    if (!qobject_cast<QTextEdit *>(widget->parentWidget()) && widget->width() > 1 &&
        widget->height() > 1)
        lookAtPainting(widget);
}

void TextInspection::lookAt(const QAbstractItemModel *model, const QString &name)
{
    for (int column = 0; column < model->columnCount(); ++column) {
        for (const int role : {Qt::DisplayRole, Qt::ToolTipRole})
            read(model->headerData(column, Qt::Horizontal, role).toString(),
                 name + QStringLiteral(", header"));
        for (int row = 0; row < std::min(mostRows, model->rowCount()); ++row) {
            for (const int role :
                 {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, Qt::StatusTipRole})
                read(model->index(row, column).data(role).toString(),
                     name + QStringLiteral(", item"));
        }
    }
}

void TextInspection::lookAtPainting(QWidget *widget)
{
    const auto name = called(widget);
    const bool mayEnd = isScrolled(widget) || qobject_cast<QLineEdit *>(widget);
    for (const auto &[text, box, room] : TextRecorder::read(*widget)) {
        read(text, name + QStringLiteral(", painted"));
        if (mayEnd || text.trimmed().isEmpty())
            continue;
        const bool isCut =
            box.left() < room.left() - tolerance || box.right() > room.right() + tolerance ||
            box.top() < room.top() - 2 * tolerance || box.bottom() > room.bottom() + 2 * tolerance;
        const bool isElided = text.endsWith(u'…') && !tellsMore(*widget, box.center().toPoint());
        if (!isCut && !isElided)
            continue;
        const auto what = QStringLiteral("%1: “%2”").arg(name, text);
        if (!clipped_.contains(what))
            clipped_.insert(
                what, isCut ? QStringLiteral("%1: %2–%3 × %4–%5 in %6–%7 × %8–%9")
                                  .arg(where_)
                                  .arg(box.left(), 0, 'f', 0)
                                  .arg(box.right(), 0, 'f', 0)
                                  .arg(box.top(), 0, 'f', 0)
                                  .arg(box.bottom(), 0, 'f', 0)
                                  .arg(room.left(), 0, 'f', 0)
                                  .arg(room.right(), 0, 'f', 0)
                                  .arg(room.top(), 0, 'f', 0)
                                  .arg(room.bottom(), 0, 'f', 0)
                            : where_ + QStringLiteral(": elided, and no tooltip has the rest"));
    }
}

} // namespace tlvfc::test
