package dev.sallyport.devtools.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A mail server for one peer that behaves: it accepts every mail, and delivers none. */
final class MailSink implements AutoCloseable {
    private final ServerSocket socket;
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    private MailSink(ServerSocket socket) {
        this.socket = socket;
    }

    static MailSink start() throws IOException {
        MailSink sink = new MailSink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("mail-sink").start(sink::listen);
        return sink;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The oldest mail that was not taken yet, as it was sent, if it comes in time. */
    Optional<String> take(Duration longest) throws InterruptedException {
        return Optional.ofNullable(mails.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket peer = socket.accept();
                Thread.ofVirtual().name("mail-sink-peer").start(() -> talk(peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket peer) {
        try (peer;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(peer.getOutputStream(), StandardCharsets.UTF_8)) {
            say(out, "220 mail sink");
            String line = in.readLine();
            while (line != null) {
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        mails.add(mail(in));
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 fine");
                }
                line = in.readLine();
            }
        } catch (IOException gone) {
            // A peer that hangs up has had what it wanted; a mail that it had not finished is not kept.
            return;
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
