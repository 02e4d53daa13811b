package dev.sallyport.application.secondfactor;

/** A picture of something secret. */
public final class Png {
    private final byte[] bytes;

    Png(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The picture itself, in the format of that name. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Png[" + bytes.length + " bytes]";
    }
}
