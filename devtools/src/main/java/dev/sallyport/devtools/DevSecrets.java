package dev.sallyport.devtools;

import dev.sallyport.security.secret.SecureRandomSecrets;
import java.security.SecureRandom;
import java.util.Base64;

/** The secrets that a development server makes for itself, so that its developer need not. */
final class DevSecrets {
    private static final int MASTER_KEY_BYTES = 32;
    private static final int SHORTEST_PASSWORD = 20;

    private DevSecrets() {}

    /** The master key of what is kept there; the first time it is made. */
    static String masterKey(DevDirectory directory) {
        return directory.recall("master-key").orElseGet(() -> {
            byte[] bytes = new byte[MASTER_KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            String key = Base64.getEncoder().encodeToString(bytes);
            directory.remember("master-key", key);
            return key;
        });
    }

    /**
     * A password that nobody guesses.
     *
     * @param fewest characters that the policy asks for
     */
    static String password(int fewest) {
        int length = Math.max(SHORTEST_PASSWORD, fewest);
        StringBuilder password = new StringBuilder();
        while (password.length() < length) {
            password.append(new SecureRandomSecrets().token());
        }
        return password.substring(0, length);
    }
}
