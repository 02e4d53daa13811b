package dev.sallyport.persistence.session;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.KnownClients;
import dev.sallyport.application.testing.KnownClientsContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiKnownClientsTest extends KnownClientsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected KnownClients clients() {
        return postgres.database().knownClients();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }
}
