package dev.sallyport.domain.session;

import org.jspecify.annotations.Nullable;

/**
 * Who is asking, as far as a request tells: what it says of itself is written down, never trusted.
 *
 * @param userAgent what the client calls itself, cut to 256 characters without control characters, or null if it does not say
 */
public record Client(ClientAddress address, @Nullable String userAgent) {
    private static final int MAX_USER_AGENT_LENGTH = 256;

    public Client {
        if (userAgent != null) {
            String printable = userAgent.replaceAll("\\p{Cntrl}", " ").strip();
            String shortened = printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT_LENGTH));
            userAgent = shortened.isEmpty() ? null : shortened;
        }
    }

    /** The program itself, for what it does of its own accord (seeding, command line). */
    public static Client local() {
        return new Client(ClientAddress.of("127.0.0.1"), "sallyport");
    }
}
