package dev.sallyport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A caller who sees every byte of what comes, and how it ends. */
final class RawCaller implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    RawCaller(TestServer server) throws IOException {
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.server().port()));
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** All that came until the connection ended. */
    record Received(String text, boolean reset) {}

    void send(String request) throws IOException {
        socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
    }

    /** Reads as far as to the end of this text. */
    String readTo(String end) throws IOException {
        StringBuilder received = new StringBuilder();
        while (!endsWith(received, end)) {
            int next = in.read();
            assertThat(next).as("what comes before %s", end).isNotNegative();
            received.append((char) next);
        }
        return received.toString();
    }

    private static boolean endsWith(StringBuilder text, String end) {
        int rest = text.length() - end.length();
        return rest >= 0 && text.indexOf(end, rest) == rest;
    }

    Received readToTheEnd() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        byte[] some = new byte[64 * 1024];
        try {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                received.write(some, 0, read);
            }
            return new Received(received.toString(ISO_8859_1), false);
        } catch (SocketException reset) {
            return new Received(received.toString(ISO_8859_1), true);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
