// Takes fields out of a tour's JSON; whatever is wrong is said with its place and what to do.
#pragma once

#include "ui/learn/tour.h"

#include <initializer_list>
#include <string>

namespace tlvfc::ui {

class TourPlace
{
public:
    /// @param where  "FILE" or "FILE, step 3"
    explicit TourPlace(std::string where)
        : where_(std::move(where))
    {
    }

    const std::string &where() const { return where_; }

    /// @throws Error (UnreadableInput) unless it holds.
    void require(bool holds, const std::string &fault, const std::string &remedy) const;

    /// An object with none but these keys, so that a misspelled one is noticed.
    void allowOnly(const Json &json, std::initializer_list<const char *> keys) const;

    QString text(const Json &json, const char *key) const;
    QString text(const Json &json, const char *key, const QString &fallback) const;

    template <typename T>
    T value(const Json &json, const char *key, T fallback) const
    {
        return json_value<T>(json, key, fallback, where_);
    }

    /// An array, empty where the key is absent.
    Json list(const Json &json, const char *key) const;

    /// Which of the words stands under the key.
    int oneOf(const Json &json, const char *key, const QList<TourWord> &words) const;

    /// Options of a strategy that a run's specification could hold.
    Json strategy(const Json &json, const char *key) const;

private:
    std::string where_;
};

} // namespace tlvfc::ui
