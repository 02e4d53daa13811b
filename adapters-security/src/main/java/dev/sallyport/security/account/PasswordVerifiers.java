package dev.sallyport.security.account;

import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.security.account.PasswordVerifier.StoredHash;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All kinds of password hashes that a sign-in can be checked against. Each hash is read by the kind that it names, and by no other. */
final class PasswordVerifiers {
    private static final Pattern IDENTIFIER = Pattern.compile("\\$([a-z0-9-]{1,32})\\$");

    private final List<PasswordVerifier> chain;

    PasswordVerifiers(PasswordVerifier... chain) {
        this.chain = List.of(chain);
    }

    /**
     * Reads a hash of any kind.
     *
     * @throws IllegalArgumentException if it is of none of them, or its kind refuses it
     */
    StoredHash read(PasswordHash hash) {
        Matcher identifier = IDENTIFIER.matcher(hash.reveal());
        if (!identifier.lookingAt()) {
            throw new IllegalArgumentException("the password hash does not name its kind");
        }
        return chain.stream()
                .filter(verifier -> verifier.handles(identifier.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no password hash of a kind that is known"))
                .read(hash);
    }
}
