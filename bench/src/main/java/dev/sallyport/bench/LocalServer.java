package dev.sallyport.bench;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** The address of a server that may be put under load. */
final class LocalServer {
    private LocalServer() {}

    /**
     * @throws IllegalArgumentException if it is not on this machine
     */
    static URI parse(String address) throws UnknownHostException {
        URI server = URI.create(address);
        if (!InetAddress.getByName(server.getHost()).isLoopbackAddress()) {
            throw new IllegalArgumentException("load is put on this machine only, not on " + server.getHost());
        }
        return server;
    }
}
