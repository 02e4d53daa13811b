package dev.sallyport.application.session;

import java.util.List;
import java.util.Map;

/** Publishes the keys with which anybody can verify our access tokens (JWK Set, RFC 7517 §5). */
public final class ReadPublicKeys {
    private final AccessTokens accessTokens;

    public ReadPublicKeys(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    public record Command() {}

    /**
     * The published keys.
     *
     * @param keys the members of one JWK each
     */
    public record Result(List<Map<String, String>> keys) {}

    public Result handle(Command command) {
        return new Result(accessTokens.publicKeys());
    }
}
