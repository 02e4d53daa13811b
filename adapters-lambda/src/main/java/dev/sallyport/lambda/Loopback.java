package dev.sallyport.lambda;

import dev.sallyport.lambda.HttpApiRequest.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks the server within this process, over HTTP/1.1 and a connection for each request: one that was kept would be a dead one after the process had
 * stood still. Paths and headers are sent as they are, which HTTP clients would not do.
 */
final class Loopback {
    private static final int LONGEST_LINE = 64 * 1024;

    /** One octet more than the server takes: it refuses as soon as it knows, and whoever still writes would not hear it. */
    private static final int MOST_OF_A_BODY = 64 * 1024 + 1;

    private final int port;

    Loopback(int port) {
        this.port = port;
    }

    /**
     * @param patience the longest time that nothing may come
     * @throws IOException if there is no whole answer
     */
    HttpAnswer ask(HttpApiRequest request, Duration patience) throws IOException {
        try (Socket connection = new Socket()) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout((int) patience.toMillis());
            connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            connection.getOutputStream().write(written(request));
            return answer(new BufferedInputStream(connection.getInputStream()), request.method());
        }
    }

    private static byte[] written(HttpApiRequest request) throws IOException {
        int length = Math.min(request.body().length, MOST_OF_A_BODY);
        StringBuilder head = new StringBuilder()
                .append(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        request.headers()
                .forEach(header -> head.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\r\n"));
        if (length > 0 || !isBodiless(request.method())) {
            head.append("content-length: ").append(length).append("\r\n");
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        written.write(request.body(), 0, length);
        return written.toByteArray();
    }

    private static boolean isBodiless(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    private static HttpAnswer answer(InputStream in, String method) throws IOException {
        int status = status(line(in));
        List<Header> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(new Header(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        boolean isEmpty = method.equals("HEAD") || status == 204 || status == 304;
        return new HttpAnswer(status, List.copyOf(headers), isEmpty ? new byte[0] : body(in, headers));
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[2-5][0-9]{2}")) {
            throw new IOException("the server within does not answer in HTTP");
        }
        return Integer.parseInt(words[1]);
    }

    private static byte[] body(InputStream in, List<Header> headers) throws IOException {
        for (Header header : headers) {
            if (header.name().equals("transfer-encoding")) {
                return chunks(in);
            }
            if (header.name().equals("content-length")) {
                return exactly(in, Integer.parseInt(header.value()));
            }
        }
        return in.readAllBytes();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunk(in); length > 0; length = chunk(in)) {
            body.write(exactly(in, length));
            line(in);
        }
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", -1)[0].strip(), 16);
    }

    /** An answer that breaks off is none. */
    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer broke off");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("the answer broke off");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
