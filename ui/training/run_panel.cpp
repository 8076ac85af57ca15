#include "ui/training/run_panel.h"

#include "core/runs/repeat_command.h"
#include "ui/jobs/run_keeper.h"
#include "ui/jobs/run_watcher.h"
#include "ui/theme/empty_label.h"
#include "ui/theme/glyph.h"
#include "ui/theme/theme.h"
#include "ui/training/facts_view.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>

namespace tlvfc::ui {

namespace {

constexpr int noteLines = 2;
constexpr int noteAir = 14;
constexpr int pauseMs = 1500;

QString tagsText(const RunNotes &notes)
{
    QStringList tags;
    for (const auto &tag : notes.tags)
        tags.append(QString::fromStdString(tag));
    return tags.join(QStringLiteral(", "));
}

QLineEdit *fixedLine(const char *name)
{
    auto *line = new QLineEdit;
    line->setObjectName(QString::fromLatin1(name));
    line->setReadOnly(true);
    return line;
}

QToolButton *lineButton(const QString &name, Glyph glyph, const QString &meaning)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    setGlyph(button, glyph);
    button->setToolTip(meaning);
    button->setAccessibleName(meaning);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void setLine(QLineEdit *line, const QString &text)
{
    if (line->text() == text)
        return;
    line->setText(text);
    line->setToolTip(text);
    line->setCursorPosition(0);
}

} // namespace

RunPanel::RunPanel(RunKeeper *keeper, QWidget *parent)
    : QWidget(parent)
    , keeper_(keeper)
    , pages_(new QStackedWidget)
    , scroll_(new QScrollArea)
    , name_(new QLineEdit)
    , tags_(new QLineEdit)
    , note_(new QPlainTextEdit)
    , fault_(new QLabel)
    , repeat_(fixedLine("repeatCommand"))
    , goOn_(fixedLine("goOnCommand"))
    , path_(fixedLine("runFolder"))
    , facts_(new FactsView)
{
    setObjectName(QStringLiteral("runPanel"));
    auto *empty = emptyLabel(QStringLiteral("noRun"));
    empty->setText(tr("Choose a run to see what it is."));
    auto *contents = new QWidget;
    contents->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(contents);
    column->setContentsMargins(space::normal, space::normal, space::normal, space::normal);
    column->setSpacing(space::normal);
    column->addWidget(makeFields());
    column->addWidget(facts_);
    column->addStretch(1);
    scroll_->setObjectName(QStringLiteral("runScroll"));
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(contents);
    pages_->addWidget(empty);
    pages_->addWidget(scroll_);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);

    pause_.setSingleShot(true);
    pause_.setInterval(pauseMs);
    connect(&pause_, &QTimer::timeout, this, &RunPanel::commit);
    connect(name_, &QLineEdit::editingFinished, this, &RunPanel::commit);
    connect(tags_, &QLineEdit::editingFinished, this, &RunPanel::commit);
    connect(note_, &QPlainTextEdit::textChanged, &pause_, qOverload<>(&QTimer::start));
    // Whether it was written or not: what stands there is what counts.
    connect(keeper_, &RunKeeper::settled, this, [this] {
        if (run_)
            run_->look();
    });
    note_->installEventFilter(this);
    fitNote();
    showRun();
}

// A field that loses the focus only now would speak to a panel that is gone.
RunPanel::~RunPanel()
{
    for (auto *line : {name_, tags_})
        line->disconnect(this);
}

QWidget *RunPanel::makeFields()
{
    name_->setObjectName(QStringLiteral("runName"));
    tags_->setObjectName(QStringLiteral("runTags"));
    tags_->setPlaceholderText(tr("Words, such as paper, baseline"));
    note_->setObjectName(QStringLiteral("runNote"));
    note_->setPlaceholderText(tr("What you want to remember of this run"));
    note_->setTabChangesFocus(true);
    fault_->setObjectName(QStringLiteral("notesFault"));
    fault_->setWordWrap(true);
    fault_->setTextFormat(Qt::PlainText);

    auto *fields = new QWidget;
    auto *form = new QFormLayout(fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(space::normal);
    form->setVerticalSpacing(space::tight);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Tags"), tags_);
    form->addRow(tr("N&ote"), note_);
    form->addRow(fault_);
    repeatLine_ = lineOf(repeat_, tr("Copies the command that repeats the run to the same bits"));
    goOnLine_ = lineOf(goOn_, tr("Copies the command that carries the run to its end"));
    auto *folderLine = lineOf(path_, tr("Copies the folder's path"));
    auto *open = lineButton(QStringLiteral("openRunFolder"), Glyph::Open, tr("Opens the folder"));
    connect(open, &QToolButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(path_->text())); });
    folderLine->layout()->addWidget(open);
    form->addRow(tr("Repeat"), repeatLine_);
    form->addRow(tr("Go on"), goOnLine_);
    form->addRow(tr("Folder"), folderLine);
    const struct
    {
        QLineEdit *line;
        QString name;
    } named[] = {{repeat_, tr("Command that repeats the run")},
                 {goOn_, tr("Command that goes on with the run")},
                 {path_, tr("Folder of the run")}};
    for (const auto &[line, name] : named)
        line->setAccessibleName(name);
    return fields;
}

QWidget *RunPanel::lineOf(QLineEdit *line, const QString &meaning)
{
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::tight);
    auto *copy = lineButton(line->objectName() + QStringLiteral("Copy"), Glyph::Copy, meaning);
    connect(copy, &QToolButton::clicked, this,
            [line] { QGuiApplication::clipboard()->setText(line->text()); });
    row->addWidget(line, 1);
    row->addWidget(copy);
    return whole;
}

void RunPanel::setRun(RunWatcher *run)
{
    if (run_ == run)
        return;
    commit();
    if (run_)
        run_->disconnect(this);
    run_ = run;
    if (run_) {
        folder_ = run_->folder();
        connect(run_, &RunWatcher::looked, this, &RunPanel::showRun);
        connect(run_, &QObject::destroyed, this, [this] {
            run_ = nullptr;
            showRun();
        });
    }
    for (auto *line : {name_, tags_})
        line->clear();
    const QSignalBlocker quiet(note_);
    note_->clear();
    note_->document()->setModified(false);
    scroll_->ensureVisible(0, 0);
    takeTyped();
    showRun();
    showNotes();
}

void RunPanel::edit(QWidget *field)
{
    if (!run_)
        return;
    scroll_->ensureWidgetVisible(field);
    field->setFocus(Qt::ShortcutFocusReason);
}

void RunPanel::editName()
{
    edit(name_);
    name_->selectAll();
}

void RunPanel::editNote() { edit(note_); }

void RunPanel::editTags() { edit(tags_); }

void RunPanel::commit()
{
    pause_.stop();
    Typed typed;
    if (name_->isModified())
        typed.name = name_->text();
    if (tags_->isModified())
        typed.tags = tags_->text();
    if (note_->document()->isModified())
        typed.note = note_->toPlainText();
    if (folder_.path.empty() || (!typed.name && !typed.tags && !typed.note))
        return;
    name_->setModified(false);
    tags_->setModified(false);
    note_->document()->setModified(false);
    // Only what was edited: another may have changed the rest meanwhile.
    const auto write = [typed](RunNotes &notes) {
        if (typed.name)
            notes.name = typed.name->toStdString();
        if (typed.tags)
            notes.tags = tags_from(typed.tags->toStdString());
        if (typed.note)
            notes.note = typed.note->toStdString();
    };
    keeper_->edit({folder_}, write, {}, [panel = QPointer(this), run = folder_, typed] {
        if (panel)
            panel->keepTyped(run, typed);
    });
}

/// It could not be written: it stands in the fields again, now or when the run is chosen again.
void RunPanel::keepTyped(const RunFolder &run, const Typed &typed)
{
    auto &kept = unwritten_[QString::fromStdString(run.path.string())];
    for (const auto field : {&Typed::name, &Typed::tags, &Typed::note}) {
        if (typed.*field)
            kept.*field = typed.*field;
    }
    if (run.path == folder_.path)
        takeTyped();
}

void RunPanel::takeTyped()
{
    if (!run_)
        return;
    const auto typed = unwritten_.take(QString::fromStdString(folder_.path.string()));
    const auto put = [](QLineEdit *line, const std::optional<QString> &text) {
        if (!text || line->isModified())
            return;
        if (line->text() != *text)
            line->setText(*text);
        line->setModified(true);
    };
    put(name_, typed.name);
    put(tags_, typed.tags);
    if (!typed.note || note_->document()->isModified())
        return;
    const QSignalBlocker quiet(note_);
    if (note_->toPlainText() != *typed.note)
        note_->setPlainText(*typed.note);
    note_->document()->setModified(true);
}

void RunPanel::showRun()
{
    pages_->setCurrentIndex(run_ ? 1 : 0);
    if (!run_)
        return;
    showNotes();
    if (isVisible())
        showFacts();
}

/// What is being edited stays as it is.
void RunPanel::showNotes()
{
    if (!run_ || keeper_->isBusy())
        return;
    const auto &notes = run_->notes();
    name_->setPlaceholderText(run_->spec().target.is_absent() ? QString() : runTitle(run_->spec()));
    const auto put = [](QLineEdit *line, const QString &text) {
        if (!line->isModified() && line->text() != text)
            line->setText(text);
    };
    put(name_, QString::fromStdString(notes.name));
    put(tags_, tagsText(notes));
    const auto note = QString::fromStdString(notes.note);
    if (!note_->document()->isModified() && note_->toPlainText().trimmed() != note) {
        const QSignalBlocker quiet(note_);
        note_->setPlainText(note);
        note_->document()->setModified(false);
    }
    fault_->setVisible(!run_->notesFault().isEmpty());
    fault_->setText(QStringLiteral("⚠ ") + run_->notesFault());
    for (auto *field : std::initializer_list<QWidget *>{name_, tags_, note_})
        field->setEnabled(run_->notesFault().isEmpty());
}

void RunPanel::showFacts()
{
    const auto repeat = repeatCommand(*run_);
    const auto hasLine = [this](QWidget *line, bool has) {
        static_cast<QFormLayout *>(line->parentWidget()->layout())
            ->labelForField(line)
            ->setVisible(has);
        line->setVisible(has);
    };
    setLine(repeat_, repeat);
    hasLine(repeatLine_, !repeat.isEmpty());
    setLine(goOn_, QString::fromStdString(go_on_command(folder_)));
    hasLine(goOnLine_,
            !repeat.isEmpty() && !run_->isGoing() && run_->state() != RunState::Finished);
    setLine(path_, QString::fromStdString(folder_.path.string()));
    facts_->setFacts(runFacts(*run_));
}

void RunPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (run_)
        showFacts();
}

void RunPanel::fitNote()
{
    note_->setFixedHeight(noteLines * note_->fontMetrics().lineSpacing() + noteAir);
}

void RunPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Later for the text's size, when the fields have it, too.
    if (event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &RunPanel::fitNote, Qt::QueuedConnection);
}

bool RunPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == note_ && event->type() == QEvent::FocusOut)
        commit();
    return QWidget::eventFilter(watched, event);
}

} // namespace tlvfc::ui
