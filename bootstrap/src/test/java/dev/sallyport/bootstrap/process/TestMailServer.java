package dev.sallyport.bootstrap.process;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server for a server that is a process of its own. */
final class TestMailServer {
    /** Two seconds, its default, may not be enough for a busy machine. */
    private static final int LONGEST_START_MILLIS = 30_000;

    private TestMailServer() {}

    static GreenMail start() {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(LONGEST_START_MILLIS);
        GreenMail mailServer = new GreenMail(setup);
        mailServer.start();
        return mailServer;
    }
}
