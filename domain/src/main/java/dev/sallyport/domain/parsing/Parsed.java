package dev.sallyport.domain.parsing;

import java.util.function.Function;

/** What became of a text: a value, or the reason why it is none. */
public sealed interface Parsed<T> {
    record Valid<T>(T value) implements Parsed<T> {}

    record Invalid<T>(Flaw flaw) implements Parsed<T> {}

    static <T> Parsed<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Parsed<T> invalid(Flaw flaw) {
        return new Invalid<>(flaw);
    }

    /** The same with something made of the value, if there is one. */
    default <R> Parsed<R> map(Function<? super T, ? extends R> made) {
        return switch (this) {
            case Valid<T>(var value) -> valid(made.apply(value));
            case Invalid<T>(var flaw) -> invalid(flaw);
        };
    }

    /** The value, for text that the program itself wrote; outside text is switched over instead. */
    default T orThrow() {
        return switch (this) {
            case Valid<T>(var value) -> value;
            case Invalid<T>(var flaw) -> throw new IllegalArgumentException("not a valid value: " + flaw.code());
        };
    }
}
