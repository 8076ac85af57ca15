// A web server on this machine that keeps its promises, or breaks one of them.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>

namespace tlvfc::test {

/// How the server answers one request.
struct Answer
{
    int status = 200;      ///< what it says; 200 becomes 206 where a range is asked for and heeded
    qint64 cut_after = -1; ///< ends the connection after so many bytes
    bool stall = false;    ///< after cut_after bytes says nothing more, and keeps the connection
    bool ranges = true;    ///< heeds them
    qint64 range_shift =
        0; ///< begins so many bytes after the place that was asked for, and says so
    bool says_length = true; ///< and else only ends
    qint64 false_length = -1;
    QByteArray location = {}; ///< where a 302 leads
};

/// What the client asked.
struct Asked
{
    QByteArray path;
    QByteArray range;
    QByteArray if_range;
};

/// Serves `content` under any path, in a thread of its own: the client under test blocks.
class BadServer
{
public:
    explicit BadServer(QByteArray content)
        : content_(std::move(content))
    {
        thread_.start();
        server_.moveToThread(&thread_);
        QObject::connect(&server_, &QTcpServer::newConnection, &server_, [this] { accept(); });
        QMetaObject::invokeMethod(
            &server_, [this] { server_.listen(QHostAddress::LocalHost); },
            Qt::BlockingQueuedConnection);
        if (!server_.isListening())
            throw std::runtime_error("no port to listen on");
    }

    ~BadServer()
    {
        QMetaObject::invokeMethod(
            &server_,
            [this] {
                for (auto *socket : server_.findChildren<QTcpSocket *>())
                    delete socket;
                server_.close();
                server_.moveToThread(nullptr);
            },
            Qt::BlockingQueuedConnection);
        thread_.quit();
        thread_.wait();
    }

    std::string url(const QByteArray &path = "/file.bin") const
    {
        return "http://127.0.0.1:" + std::to_string(server_.serverPort()) + path.toStdString();
    }

    /// The next answers in order; the last stays. Set these before the client asks.
    QList<Answer> answers = {{}};
    QByteArray etag = "\"one\"";
    /// What was asked; read it when the client is done.
    QList<Asked> asked;
    /// Called in the server's thread for each request once its answer is written.
    std::function<void()> answered;

private:
    void accept()
    {
        while (auto *socket = server_.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                auto &request = requests_[socket];
                request += socket->readAll();
                if (request.contains("\r\n\r\n"))
                    answer(socket, requests_.take(socket));
            });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    static QByteArray header(const QByteArray &request, const QByteArray &name)
    {
        for (const auto &line : request.split('\n')) {
            if (line.toLower().startsWith(name + ":"))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }

    void answer(QTcpSocket *socket, const QByteArray &request)
    {
        const auto how = answers.size() > 1 ? answers.takeFirst() : answers.first();
        const Asked question{request.split(' ').value(1), header(request, "range"),
                             header(request, "if-range")};
        asked.append(question);
        QByteArray head;
        auto body = content_;
        int status = how.status;
        const bool same = question.if_range.isEmpty() || question.if_range == etag;
        if (status == 200 && how.ranges && same && question.range.startsWith("bytes=")) {
            const auto asked_from =
                question.range.mid(6, question.range.size() - 7).toLongLong() + how.range_shift;
            status = asked_from < body.size() ? 206 : 416;
            head += "Content-Range: bytes " + QByteArray::number(asked_from) + "-" +
                    QByteArray::number(body.size() - 1) + "/" + QByteArray::number(body.size()) +
                    "\r\n";
            body = body.mid(asked_from);
        }
        if (status != 200 && status != 206)
            body = "<html>no file, but a page that says so</html>";
        if (!how.location.isEmpty())
            head += "Location: " + how.location + "\r\n";
        if (!etag.isEmpty())
            head += "ETag: " + etag + "\r\n";
        const auto length = how.false_length >= 0 ? how.false_length : body.size();
        if (how.says_length)
            head += "Content-Length: " + QByteArray::number(length) + "\r\n";
        socket->write("HTTP/1.1 " + QByteArray::number(status) + " So\r\nConnection: close\r\n" +
                      head + "\r\n");
        socket->write(how.cut_after >= 0 ? body.left(how.cut_after) : body);
        if (!how.stall)
            socket->disconnectFromHost(); // once all is written
        socket->flush();
        if (answered)
            answered();
    }

    QByteArray content_;
    QThread thread_;
    QTcpServer server_;
    QHash<QTcpSocket *, QByteArray> requests_;
};

} // namespace tlvfc::test
