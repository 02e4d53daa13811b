package dev.sallyport.domain.audit;

import dev.sallyport.domain.account.UserId;

/** Who did something for the installation, as the audit trail names them. */
public sealed interface Author {
    /** Somebody who was signed in. */
    record Person(UserId id) implements Author {}

    /** Whoever runs the installation, by its command line or its files. */
    record Operator() implements Author {}

    /** Under which name the trail tells it. */
    default String detail() {
        return switch (this) {
            case Person person -> "byUserId";
            case Operator operator -> "by";
        };
    }

    /** What it tells. */
    default String value() {
        return switch (this) {
            case Person(var id) -> id.toString();
            case Operator() -> "operator";
        };
    }
}
