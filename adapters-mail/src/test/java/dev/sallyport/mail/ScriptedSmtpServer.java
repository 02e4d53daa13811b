package dev.sallyport.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that says what it is told to, and remembers what it was told, one line each, with whether it was said under TLS. */
final class ScriptedSmtpServer implements AutoCloseable {
    /** Instead of a reply: hangs up. */
    static final String HANG_UP = "hang up";

    /** Instead of a reply: stays on the line and says nothing. */
    static final String SILENCE = "silence";

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    ScriptedSmtpServer() throws IOException {
        replies.put("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN");
        replies.put("MAIL FROM", "250 OK");
        replies.put("RCPT TO", "250 OK");
        replies.put("DATA", "354 Go ahead");
        replies.put(".", "250 Queued");
        replies.put("AUTH", "235 Welcome");
        replies.put("QUIT", "221 Bye");
        replies.put("", "220 scripted ESMTP");
    }

    /** From now on a line that begins so gets that reply; the empty line is the greeting. */
    ScriptedSmtpServer answer(String line, String reply) {
        replies.put(line, reply);
        return this;
    }

    /** Offers STARTTLS with that certificate. */
    ScriptedSmtpServer start(SSLContext certificate) {
        answer("EHLO", "250-scripted\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS").answer("STARTTLS", "220 Go ahead");
        Thread.ofVirtual().start(() -> serve(certificate));
        return this;
    }

    /** Offers no STARTTLS. */
    ScriptedSmtpServer start() {
        Thread.ofVirtual().start(() -> serve(null));
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    private void serve(SSLContext certificate) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                if (reply(client, "")) {
                    converse(client, "plain", certificate);
                }
            } catch (IOException gone) {
                heard.add("(gone)");
            }
        }
    }

    private void converse(Socket client, String how, SSLContext certificate) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        boolean inData = false;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            heard.add(how + ": " + line);
            if (inData && !".".equals(line)) {
                continue;
            }
            String said = inData ? "." : line;
            if (!reply(client, said)) {
                return;
            }
            inData = "DATA".equals(said) && replies.get("DATA").startsWith("354");
            if ("STARTTLS".equals(said)) {
                SSLSocket secured = (SSLSocket)
                        certificate.getSocketFactory().createSocket(client, "localhost", socket.getLocalPort(), true);
                secured.setUseClientMode(false);
                converse(secured, "tls", certificate);
                return;
            }
        }
    }

    /** Whether the conversation goes on. */
    private boolean reply(Socket client, String line) throws IOException {
        String reply = replies.entrySet().stream()
                .filter(entry -> entry.getKey().isEmpty() ? line.isEmpty() : line.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("502 What?");
        if (reply.equals(HANG_UP)) {
            return false;
        }
        if (!reply.equals(SILENCE)) {
            client.getOutputStream().write((reply + "\r\n").getBytes(US_ASCII));
            client.getOutputStream().flush();
        }
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
