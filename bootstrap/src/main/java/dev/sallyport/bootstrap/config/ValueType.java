package dev.sallyport.bootstrap.config;

/** A kind of value that a setting can have. */
interface ValueType<T> {
    /** The value that the text stands for. The text is not empty. */
    T read(String text) throws Unreadable;

    /** What may be shown of the value. Types of secrets hide it. */
    default String show(String text, T value) {
        return text;
    }
}
