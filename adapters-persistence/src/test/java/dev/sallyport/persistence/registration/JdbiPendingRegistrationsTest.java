package dev.sallyport.persistence.registration;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.application.testing.PendingRegistrationsContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiPendingRegistrationsTest extends PendingRegistrationsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected PendingRegistrations registrations() {
        return postgres.database().registrations();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }
}
