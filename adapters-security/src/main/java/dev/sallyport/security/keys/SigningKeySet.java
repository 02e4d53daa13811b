package dev.sallyport.security.keys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signing keys of one moment, which never change: one that signs, and all that verify. Nothing can be signed with a key that is not
 * also published, unless it has no public half.
 */
public final class SigningKeySet {
    private final SigningKey signer;
    private final Map<String, SigningKey> keys = new LinkedHashMap<>();
    private final List<Map<String, String>> published;

    private SigningKeySet(List<SigningKey> keys, SigningKey signer) {
        keys.forEach(key -> this.keys.put(key.id(), key));
        this.signer = signer;
        this.published =
                keys.stream().map(SigningKey::jwk).flatMap(Optional::stream).toList();
    }

    /**
     * These keys.
     *
     * @param keys in the order in which they are published
     * @param signer the id of the one that signs
     * @throws IllegalArgumentException if it is none of them
     */
    public static SigningKeySet of(List<? extends SigningKey> keys, String signer) {
        List<SigningKey> all = List.copyOf(keys);
        return new SigningKeySet(
                all,
                all.stream()
                        .filter(key -> key.id().equals(signer))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("what signs is one of the keys")));
    }

    /** Whether these are the same keys in the same order, and the same one signs. */
    boolean isSameAs(SigningKeySet other) {
        return signer.id().equals(other.signer.id())
                && List.copyOf(keys.values()).equals(List.copyOf(other.keys.values()));
    }

    /** What signs. */
    public SigningKey signer() {
        return signer;
    }

    /** The key with that id, to verify with. */
    public Optional<SigningKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The members of one JWK for each key that has a public half. */
    public List<Map<String, String>> published() {
        return published;
    }
}
