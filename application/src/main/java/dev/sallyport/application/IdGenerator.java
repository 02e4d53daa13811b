package dev.sallyport.application;

import java.util.UUID;

/** Makes ids: UUIDv7 (RFC 9562 §5.7), unique and roughly in the order of time. */
public interface IdGenerator {
    UUID next();
}
