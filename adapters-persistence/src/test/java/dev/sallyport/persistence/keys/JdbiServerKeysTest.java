package dev.sallyport.persistence.keys;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.testing.ServerKeysContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiServerKeysTest extends ServerKeysContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected ServerKeys keys() {
        return postgres.database().serverKeys();
    }
}
