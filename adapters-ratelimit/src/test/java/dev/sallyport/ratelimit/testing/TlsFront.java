package dev.sallyport.ratelimit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Stands in front of a Redis and speaks TLS, with a certificate for one name. Not every Redis that tests run on can do so itself. */
public final class TlsFront implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final KeyStore keys;
    private final ServerSocket server;

    private TlsFront(KeyStore keys, ServerSocket server) {
        this.keys = keys;
        this.server = server;
    }

    /** Shows a certificate for that name, signed by nobody but itself. */
    public static TlsFront of(RedisProcess redis, String name) throws GeneralSecurityException {
        try {
            KeyStore keys = selfSigned(name);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            TlsFront front = new TlsFront(
                    keys, context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            front.threads.execute(() -> front.accept(redis.port()));
            return front;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static KeyStore selfSigned(String name) throws IOException, GeneralSecurityException {
        Path file = Files.createTempDirectory("certificate").resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed with " + keytool.exitValue());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            keys.load(stream, PASSWORD);
        }
        return keys;
    }

    private void accept(int port) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> copy(client, redis));
                threads.execute(() -> copy(redis, client));
            } catch (IOException closed) {
                // Whoever waits for it sees that.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException hungUp) {
            // So does the other side, now that both are closed.
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** For a client that trusts this certificate and no other. */
    public SSLSocketFactory trusting() throws GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        trusted.setCertificateEntry("trusted", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
    }
}
