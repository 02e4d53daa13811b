package dev.sallyport.mail.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for one host name, made by the JDK's keytool. */
public final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String SERVER = "server";
    private static final String AUTHORITY = "authority";

    private final KeyStore keys;

    private TestCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** One that is good today, signed by nobody but itself. */
    public static TestCertificate of(String hostName, Path directory) throws Exception {
        Path file = directory.resolve(hostName + ".p12");
        keytool(file, SERVER, hostName, "-ext", "san=dns:" + hostName, "-startdate", "-1H", "-validity", "2");
        return read(file);
    }

    /** One whose time was over yesterday, signed by an authority: Java trusts what is itself in its list for ever. */
    public static TestCertificate expired(String hostName, Path directory) throws Exception {
        Path file = directory.resolve(hostName + "-expired.p12");
        keytool(file, AUTHORITY, "authority", "-ext", "bc:c", "-startdate", "-9d", "-validity", "30");
        keytool(
                file,
                SERVER,
                hostName,
                "-signer",
                AUTHORITY,
                "-ext",
                "san=dns:" + hostName,
                "-startdate",
                "-3d",
                "-validity",
                "2");
        return read(file);
    }

    private static void keytool(Path file, String alias, String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(options));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("keytool failed with " + exit);
        }
    }

    private static TestCertificate read(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            keys.load(stream, PASSWORD);
        }
        return new TestCertificate(keys);
    }

    /** For the server that shows it. */
    public SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore shown = empty();
        shown.setKeyEntry(SERVER, keys.getKey(SERVER, PASSWORD), PASSWORD, keys.getCertificateChain(SERVER));
        factory.init(shown, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts it and nothing else. */
    public SSLSocketFactory trusting() throws GeneralSecurityException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("trusted", keys.getCertificate(keys.containsAlias(AUTHORITY) ? AUTHORITY : SERVER));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return store;
    }
}
