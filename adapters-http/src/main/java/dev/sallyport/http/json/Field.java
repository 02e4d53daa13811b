package dev.sallyport.http.json;

import org.jspecify.annotations.Nullable;

/** One member of a request, once read. Ask it only inside {@link Fields#complete}, when everything is known to be in order. */
public final class Field<T> {

    private final boolean given;
    private final @Nullable T value;

    private Field(boolean given, @Nullable T value) {
        this.given = given;
        this.value = value;
    }

    static <T> Field<T> absent() {
        return new Field<>(false, null);
    }

    static <T> Field<T> of(@Nullable T value) {
        return new Field<>(true, value);
    }

    /** The value of a required member. */
    public T get() {
        if (value == null) {
            throw new IllegalStateException("read a member before the body was found complete");
        }
        return value;
    }

    /** The value, or null if there is none. */
    public @Nullable T orNull() {
        return value;
    }

    /** Whether the body has the member, if only as null. */
    public boolean isGiven() {
        return given;
    }
}
