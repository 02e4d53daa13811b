package dev.sallyport.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.mail.testing.TestCertificate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets are made the same way whichever of the library's ways asks for them. */
class SocketsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final Upkeep upkeep = new Upkeep();
    private final PlainSockets plain = new PlainSockets(patience(), upkeep.executor());

    private static Patience patience() {
        Patience patience = new Patience(Duration.ofSeconds(10));
        patience.allow(4);
        return patience;
    }

    @AfterEach
    void close() {
        upkeep.close();
    }

    private interface Asked {
        Socket of(SocketFactory sockets, int port) throws IOException;
    }

    private static Asked[] ways() {
        return new Asked[] {
            (sockets, port) -> sockets.createSocket("localhost", port),
            (sockets, port) -> sockets.createSocket("localhost", port, HERE, 0),
            (sockets, port) -> sockets.createSocket(HERE, port),
            (sockets, port) -> sockets.createSocket(HERE, port, HERE, 0)
        };
    }

    @Test
    void areBoundedWheneverTheyAreConnected() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, HERE)) {
            for (Asked way : ways()) {
                try (Socket socket = way.of(plain, server.getLocalPort())) {
                    assertThat(socket).isInstanceOf(BoundedSocket.class);
                    assertThat(socket.getPort()).isEqualTo(server.getLocalPort());
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void areSecuredAroundABoundedOne(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", directory);
        SecuredSockets secured = new SecuredSockets(plain, certificate.trusting());
        try (SSLServerSocket server =
                (SSLServerSocket) certificate.server().getServerSocketFactory().createServerSocket(0, 50, HERE)) {
            for (Asked way : ways()) {
                try (Socket socket = way.of(secured, server.getLocalPort())) {
                    assertThat(socket).isInstanceOf(SSLSocket.class);
                    assertThat(socket.getPort()).isEqualTo(server.getLocalPort());
                    assertThat(socket.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void areRefusedWhereNobodyListens() throws IOException {
        int nobodys;
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            nobodys = server.getLocalPort();
        }

        assertThatThrownBy(() -> plain.createSocket("localhost", nobodys)).isInstanceOf(ConnectException.class);
    }
}
