// How the lines between the trees are drawn, and which other matching is laid over them.
#pragma once

class QMenu;
class QWidget;

namespace tlvfc::ui {

class MatchingView;
class MatchOverlay;

/// View and overlay must outlive the menu.
QMenu *makeLinesMenu(MatchingView *view, MatchOverlay *overlay, QWidget *parent);

} // namespace tlvfc::ui
