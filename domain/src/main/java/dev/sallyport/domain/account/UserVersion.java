package dev.sallyport.domain.account;

import dev.sallyport.domain.access.RoleName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Which state of an account somebody has in mind who changes it: another whenever anything is that an administrator can change, and the same
 * on every instance. That the user signs in meanwhile makes none, nor does what a role of theirs allows: nobody means to change that here.
 *
 * @param value a short text of letters, digits, {@code -} and {@code _}
 */
public record UserVersion(String value) {
    private static final int LENGTH = 16;

    public static UserVersion of(User user) {
        MessageDigest digest = sha256();
        DisplayName displayName = user.displayName();
        add(digest, user.id().toString());
        add(digest, user.email().value());
        // A name has at least one character, so that the empty text stands for none.
        add(digest, displayName == null ? "" : displayName.value());
        add(digest, user.locale().value());
        add(digest, user.status().name());
        add(digest, Boolean.toString(user.twoFactorEnabled()));
        user.roles().stream().map(RoleName::value).sorted().forEach(role -> add(digest, role));
        byte[] start = Arrays.copyOf(digest.digest(), LENGTH);
        return new UserVersion(Base64.getUrlEncoder().withoutPadding().encodeToString(start));
    }

    /** Nothing of what is added has a NUL, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
