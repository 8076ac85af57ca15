// A specification's fields in people's words.
#pragma once

#include "core/runs/spec_difference.h"

#include <QString>
#include <QStringList>

namespace tlvfc::ui {

/// "Learning rate" for "training.lr"; the key itself where it has no words yet.
QString fieldWords(const std::string &key);

/// "Recipe" for "training.lr": what the field belongs to.
QString fieldGroup(const std::string &key);

/// "TLVFC", "yes", "–" where there is nothing.
QString fieldValue(const std::string &key, const Json &value);

/// Every key that has words.
QStringList wordedFields();

} // namespace tlvfc::ui
