// A Transfer page with a session of its own.
#pragma once

// Qt 6.4's moc loses its way where <compare> is the first standard header that it meets.
#include <memory>

#include "ui/inspect/transfer_page.h"
#include "ui/session/transfer_session.h"

namespace tlvfc::test {

/// For tests to derive from, which make and drop the page around each of their functions.
class TransferPageFixture
{
protected:
    void makePage()
    {
        session_ = std::make_unique<ui::TransferSession>();
        page_ = std::make_unique<ui::TransferPage>(session_.get());
        page_->resize(1200, 800);
        page_->show();
    }

    void dropPage()
    {
        page_.reset();
        session_.reset();
    }

    std::unique_ptr<ui::TransferSession> session_;
    std::unique_ptr<ui::TransferPage> page_;
};

} // namespace tlvfc::test
