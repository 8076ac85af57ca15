// Moves through steps: to the start, back, play, on, to the end, or by the slider.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace tlvfc::ui {

enum class Glyph;

class StepBar : public QWidget
{
    Q_OBJECT

public:
    explicit StepBar(QWidget *parent = nullptr);

    /// Steps 0 to `last`; stands at the last one, stopped.
    void setLast(int last);
    int last() const;

    void setPosition(int position);
    int position() const;

    /// From the start where it stands at the end.
    void play();
    void pause();
    bool isPlaying() const { return clock_.isActive(); }

    /// What stands beside the slider: which step that is.
    void setWords(const QString &words);

signals:
    void moved(int position); ///< by whatever moved it but setLast()
    void playingChanged(bool playing);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton(const char *name, Glyph glyph, const QString &tip);
    void advance();
    void refresh();

    QTimer clock_;
    QToolButton *start_;
    QToolButton *back_;
    QToolButton *play_;
    QToolButton *on_;
    QToolButton *end_;
    QSlider *slider_;
    QLabel *words_;
};

} // namespace tlvfc::ui
