package dev.sallyport.bootstrap.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request whose body does not come. */
record HalfRequest(Socket socket) implements AutoCloseable {
    static HalfRequest to(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("""
                            POST /api/v1/auth/login HTTP/1.1\r
                            Host: localhost\r
                            Content-Type: application/json\r
                            Content-Length: 100\r
                            \r
                            {"email":""".getBytes(StandardCharsets.US_ASCII));
            return new HalfRequest(socket);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
