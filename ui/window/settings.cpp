#include "ui/window/settings.h"

#include <QCoreApplication>
#include <QFile>
#include <QMainWindow>
#include <QSplitter>

namespace tlvfc::ui {

namespace {

const QString layoutGroup = QStringLiteral("layout");

struct SettingsWords
{
    Q_DECLARE_TR_FUNCTIONS(SettingsWords)
};

QString splitterKey(const QSplitter *splitter)
{
    return QStringLiteral("layout/splitters/") + splitter->objectName();
}

} // namespace

Settings::Settings()
    : settings_(std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope,
                                            QStringLiteral("tlvfc-studio"),
                                            QStringLiteral("studio")))
{
    startAnewIfDamaged();
}

Settings::Settings(const QString &file)
{
    if (!file.isEmpty())
        settings_ = std::make_unique<QSettings>(file, QSettings::IniFormat);
    startAnewIfDamaged();
}

void Settings::startAnewIfDamaged()
{
    if (!settings_)
        return;
    static_cast<void>(settings_->allKeys()); // a section is read when it is first asked for
    if (settings_->status() == QSettings::NoError)
        return;
    const auto file = settings_->fileName();
    if (settings_->status() == QSettings::AccessError) {
        settings_.reset();
        fault_ = SettingsWords::tr("The settings in %1 cannot be read: check the file's rights. "
                                   "Until then nothing is remembered.")
                     .arg(file);
        return;
    }
    const auto aside = file + QStringLiteral(".damaged");
    settings_.reset();
    QFile::remove(aside);
    QFile::rename(file, aside);
    settings_ = std::make_unique<QSettings>(file, QSettings::IniFormat);
    settings_->clear(); // Qt remembers what it read of a file of this name
    fault_ = SettingsWords::tr("The settings were damaged and begin anew; the old file is now %1.")
                 .arg(aside);
}

QVariant Settings::value(const QString &key) const
{
    return settings_ ? settings_->value(key) : QVariant();
}

void Settings::setValue(const QString &key, const QVariant &value)
{
    if (settings_)
        settings_->setValue(key, value);
}

ThemeChoice Settings::theme() const
{
    const auto name = value(QStringLiteral("theme")).toString();
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void Settings::setTheme(ThemeChoice theme)
{
    const auto *name = theme == ThemeChoice::Light  ? "light"
                       : theme == ThemeChoice::Dark ? "dark"
                                                    : "system";
    setValue(QStringLiteral("theme"), QString::fromLatin1(name));
}

bool Settings::isPresentation() const { return value(QStringLiteral("presentation")).toBool(); }

void Settings::setPresentation(bool isOne) { setValue(QStringLiteral("presentation"), isOne); }

QString Settings::lastFolder(const QString &purpose) const
{
    return value(QStringLiteral("folders/") + purpose).toString();
}

void Settings::setLastFolder(const QString &purpose, const QString &folder)
{
    setValue(QStringLiteral("folders/") + purpose, folder);
}

std::optional<PictureShape> Settings::pictureShape() const
{
    // Settings may be anybody's garbage.
    const auto size = value(QStringLiteral("picture/mm")).toSizeF();
    const double points = value(QStringLiteral("picture/points")).toDouble();
    const int dots = value(QStringLiteral("picture/dots")).toInt();
    if (size.isEmpty() || !(points > 0) || dots <= 0)
        return {};
    QFont font(value(QStringLiteral("picture/font")).toString());
    font.setPointSizeF(points);
    return PictureShape{size, font, dots};
}

void Settings::setPictureShape(const std::optional<PictureShape> &shape)
{
    setValue(QStringLiteral("picture/mm"), shape ? shape->millimeters : QSizeF());
    if (!shape)
        return;
    setValue(QStringLiteral("picture/font"), shape->font.family());
    setValue(QStringLiteral("picture/points"), shape->font.pointSizeF());
    setValue(QStringLiteral("picture/dots"), shape->dotsPerInch);
}

QStringList Settings::recentWeights() const
{
    return value(QStringLiteral("recent/weights")).toStringList();
}

void Settings::setRecentWeights(const QStringList &files)
{
    setValue(QStringLiteral("recent/weights"), files);
}

QStringList Settings::treeColumns() const
{
    return value(QStringLiteral("layout/columns")).toStringList();
}

void Settings::setTreeColumns(const QStringList &names)
{
    setValue(QStringLiteral("layout/columns"), names);
}

QString Settings::lastProject() const { return value(QStringLiteral("project")).toString(); }

void Settings::setLastProject(const QString &project)
{
    setValue(QStringLiteral("project"), project);
}

QString Settings::page() const { return value(QStringLiteral("page")).toString(); }

void Settings::setPage(const QString &page) { setValue(QStringLiteral("page"), page); }

void Settings::restoreGeometry(QMainWindow *window) const
{
    const auto geometry = value(QStringLiteral("layout/geometry")).toByteArray();
    if (!geometry.isEmpty())
        window->restoreGeometry(geometry);
}

void Settings::saveGeometry(const QMainWindow *window)
{
    setValue(QStringLiteral("layout/geometry"), window->saveGeometry());
}

void Settings::keepSplitters(QWidget *widget)
{
    const auto splitters = widget->findChildren<QSplitter *>();
    for (auto *splitter : splitters) {
        if (splitter->objectName().isEmpty())
            continue;
        const auto state = value(splitterKey(splitter)).toByteArray();
        if (!state.isEmpty())
            splitter->restoreState(state);
        QObject::connect(splitter, &QSplitter::splitterMoved, widget, [this, splitter] {
            setValue(splitterKey(splitter), splitter->saveState());
        });
    }
}

void Settings::resetLayout()
{
    if (settings_)
        settings_->remove(layoutGroup);
}

} // namespace tlvfc::ui
