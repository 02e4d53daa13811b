package dev.sallyport.mail.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that says what it is told to, on any number of connections at once, and remembers what it was told, one line each, with
 * whether it was said under TLS.
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    /** Instead of a reply: hangs up. */
    public static final String HANG_UP = "hang up";

    /** Instead of a reply: stays on the line and says nothing. */
    public static final String SILENCE = "silence";

    /** Instead of a reply: begins one that never ends. */
    public static final String BABBLE = "babble";

    /** Behind a reply: hangs up after it. */
    private static final String AND_HANG_UP = "\0";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> once = new ConcurrentHashMap<>();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    private volatile @Nullable SSLContext certificate;
    private volatile boolean securedFromTheFirstByte;

    public ScriptedSmtpServer() throws IOException {
        replies.put("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN");
        replies.put("MAIL FROM", "250 OK");
        replies.put("RCPT TO", "250 OK");
        replies.put("DATA", "354 Go ahead");
        replies.put(".", "250 Queued");
        replies.put("AUTH", "235 Welcome");
        replies.put("RSET", "250 Forgotten");
        replies.put("QUIT", lastly("221 Bye"));
        replies.put("", "220 scripted ESMTP");
    }

    /** That reply, after which the server hangs up. */
    public static String lastly(String reply) {
        return reply + AND_HANG_UP;
    }

    /** From now on a line that begins so gets that reply; the empty line is the greeting. */
    public ScriptedSmtpServer answer(String line, String reply) {
        replies.put(line, reply);
        return this;
    }

    /** The next times that a line begins so it gets these replies, one after the other, on whichever connection; then the usual one. */
    public ScriptedSmtpServer answerOnce(String line, String... inTurn) {
        once.computeIfAbsent(line, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(inTurn));
        return this;
    }

    /** Offers STARTTLS with that certificate. */
    public ScriptedSmtpServer start(SSLContext shown) {
        certificate = shown;
        answer("EHLO", "250-scripted\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS").answer("STARTTLS", "220 Go ahead");
        return start();
    }

    /** TLS from the first byte, with that certificate. */
    public ScriptedSmtpServer startSecured(SSLContext shown) {
        certificate = shown;
        securedFromTheFirstByte = true;
        return start();
    }

    /** Offers no STARTTLS. */
    public ScriptedSmtpServer start() {
        Thread.ofVirtual().start(this::accept);
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** How many connections were made so far. */
    public int connections() {
        return clients.size();
    }

    /** How many of them are open. */
    public int openConnections() {
        return open.get();
    }

    /** Hangs up on all connections, as a server that restarts. */
    public void dropConnections() {
        clients.forEach(ScriptedSmtpServer::drop);
    }

    private static void drop(Socket client) {
        try {
            client.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.incrementAndGet();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Socket line = securedFromTheFirstByte ? secured(client) : client;
            if (reply(line, "")) {
                converse(line, securedFromTheFirstByte ? "tls" : "plain");
            }
        } catch (IOException gone) {
            heard.add("(gone)");
        } finally {
            open.decrementAndGet();
        }
    }

    private Socket secured(Socket client) throws IOException {
        SSLContext shown = certificate;
        if (shown == null) {
            throw new IllegalStateException("no certificate to show");
        }
        SSLSocket secured =
                (SSLSocket) shown.getSocketFactory().createSocket(client, "localhost", socket.getLocalPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void converse(Socket client, String how) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
        boolean inData = false;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            heard.add(how + ": " + line);
            if (inData && !".".equals(line)) {
                continue;
            }
            String said = inData ? "." : line;
            String reply = replyTo(said);
            if (!say(client, reply)) {
                return;
            }
            inData = "DATA".equals(said) && reply.startsWith("354");
            if ("STARTTLS".equals(said) && reply.startsWith("220")) {
                converse(secured(client), "tls");
                return;
            }
        }
    }

    private boolean reply(Socket client, String line) throws IOException {
        return say(client, replyTo(line));
    }

    private String replyTo(String line) {
        return replies.keySet().stream()
                .filter(start -> start.isEmpty() ? line.isEmpty() : line.startsWith(start))
                .findFirst()
                .map(this::nextReply)
                .orElse("502 What?");
    }

    private String nextReply(String start) {
        Queue<String> next = once.getOrDefault(start, new ConcurrentLinkedQueue<>());
        String reply = next.poll();
        return reply == null ? replies.getOrDefault(start, "502 What?") : reply;
    }

    /** Whether the conversation goes on. */
    private static boolean say(Socket client, String reply) throws IOException {
        switch (reply) {
            case HANG_UP -> {
                return false;
            }
            case SILENCE -> {
                return true;
            }
            case BABBLE -> {
                byte[] more = "250-and another thing\r\n".repeat(1_000).getBytes(ISO_8859_1);
                while (true) {
                    client.getOutputStream().write(more);
                }
            }
            default -> {
                boolean last = reply.endsWith(AND_HANG_UP);
                String text = last ? reply.substring(0, reply.length() - 1) : reply;
                client.getOutputStream().write((text + "\r\n").getBytes(ISO_8859_1));
                client.getOutputStream().flush();
                return !last;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        dropConnections();
    }
}
