package dev.sallyport.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Puts TLS around the {@linkplain BoundedSocket bounded} socket of one connection, and remembers what was agreed upon. */
final class SecuredSockets extends SSLSocketFactory {
    private final PlainSockets plain;
    private final SSLSocketFactory trust;
    private @Nullable SSLSocket secured;

    /**
     * @param trust decides which certificates are trusted
     */
    SecuredSockets(PlainSockets plain, SSLSocketFactory trust) {
        this.plain = plain;
        this.trust = trust;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        SSLSocket around = (SSLSocket) trust.createSocket(plain.bounded(socket), host, port, autoClose);
        secured = around;
        return around;
    }

    /** What protects the connection; empty if nothing does. */
    Optional<SSLSession> session() {
        return Optional.ofNullable(secured).map(SSLSocket::getSession).filter(SSLSession::isValid);
    }

    /** The server's certificate, which was found good. */
    Optional<X509Certificate> certificate() {
        return session().flatMap(SecuredSockets::certificate);
    }

    private static Optional<X509Certificate> certificate(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return trust.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return trust.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(plain.createSocket(host, port), host, port, true);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(plain.createSocket(host, port, from, fromPort), host, port, true);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(plain.createSocket(host, port), host.getHostName(), port, true);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(plain.createSocket(host, port, from, fromPort), host.getHostName(), port, true);
    }
}
