package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.secret.Secret;

/** A password that the operator was given for something that Sallyport depends on. */
public final class ConfiguredSecret extends Secret {
    ConfiguredSecret(String value) {
        super(value);
    }
}
