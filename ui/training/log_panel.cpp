#include "ui/training/log_panel.h"

#include "ui/training/run_colors.h"
#include "ui/training/run_words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>

#include <cmath>

namespace tlvfc::ui {

namespace {

constexpr int mostLines = 5000;
constexpr int timeWidth = 9;

} // namespace

QString logTimeText(double seconds)
{
    const auto tenths = static_cast<qint64>(std::floor(seconds * 10));
    const auto minutes = tenths / 600;
    const auto rest =
        QStringLiteral("%1.%2").arg(tenths / 10 % 60, 2, 10, QLatin1Char('0')).arg(tenths % 10);
    if (minutes < 60)
        return QStringLiteral("%1:%2").arg(minutes).arg(rest);
    return QStringLiteral("%1:%2:%3")
        .arg(minutes / 60)
        .arg(minutes % 60, 2, 10, QLatin1Char('0'))
        .arg(rest);
}

LogPanel::LogPanel(QWidget *parent)
    : QWidget(parent)
    , title_(new QLabel)
    , lines_(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("logPanel"));
    title_->setObjectName(QStringLiteral("logTitle"));
    title_->setTextFormat(Qt::PlainText);
    title_->setContentsMargins(10, 6, 8, 4);
    title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    lines_->setObjectName(QStringLiteral("logLines"));
    lines_->setReadOnly(true);
    lines_->setMaximumBlockCount(mostLines);
    lines_->setFrameShape(QFrame::NoFrame);
    lines_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    lines_->document()->setDocumentMargin(8);
    lines_->setPlaceholderText(tr("Choose a run to read its log."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title_);
    layout->addWidget(lines_, 1);
    showState();
}

void LogPanel::setRun(RunWatcher *run)
{
    if (run_ == run)
        return;
    if (run_)
        run_->disconnect(this);
    run_ = run;
    if (run_) {
        connect(run_, &RunWatcher::logged, this, &LogPanel::append);
        connect(run_, &RunWatcher::looked, this, &LogPanel::showState);
        connect(run_, &QObject::destroyed, this, &LogPanel::showAll);
    }
    showAll();
}

QString LogPanel::text() const { return lines_->toPlainText(); }

void LogPanel::showAll()
{
    lines_->clear();
    if (run_)
        append(run_->log());
    showState();
}

void LogPanel::showState()
{
    if (!run_) {
        title_->setText(tr("Log"));
        return;
    }
    title_->setText(tr("Log of %1").arg(runName(*run_)));
    title_->setToolTip(QString::fromStdString(run_->folder().path.string()));
    if (lines_->document()->isEmpty() && !run_->error().isEmpty())
        append({{0.0, RunLogLine::Level::Error, run_->error()}});
}

void LogPanel::append(const QList<RunLogLine> &lines)
{
    auto *bar = lines_->verticalScrollBar();
    const bool wasAtEnd = bar->value() >= bar->maximum() - 2;
    QTextCursor cursor(lines_->document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    QTextCharFormat time;
    time.setForeground(palette().color(QPalette::PlaceholderText));
    time.setFontFamilies({QStringLiteral("monospace")});
    for (const auto &line : lines) {
        if (!lines_->document()->isEmpty())
            cursor.insertBlock();
        QTextCharFormat said;
        said.setForeground(logColor(line.level, palette()));
        cursor.insertText(
            logTimeText(line.elapsedS).rightJustified(timeWidth) + QStringLiteral("  "), time);
        cursor.insertText(line.text, said);
    }
    cursor.endEditBlock();
    if (wasAtEnd)
        bar->setValue(bar->maximum());
}

void LogPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showAll();
}

} // namespace tlvfc::ui
