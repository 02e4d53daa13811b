package dev.sallyport.application.keys;

import java.util.UUID;

/** A sealed value, with all that is needed to open it. */
public final class SealedValue {
    private final UUID id;
    private final String context;
    private final byte[] sealed;

    /**
     * @param context what it is bound to; see {@link Vault#seal}
     */
    public SealedValue(UUID id, String context, byte[] sealed) {
        this.id = id;
        this.context = context;
        this.sealed = sealed.clone();
    }

    public UUID id() {
        return id;
    }

    public String context() {
        return context;
    }

    public byte[] sealed() {
        return sealed.clone();
    }

    @Override
    public String toString() {
        return "SealedValue[" + id + "]";
    }
}
