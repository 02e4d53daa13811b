package dev.sallyport.persistence.account;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.UsersContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiUsersTest extends UsersContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected Users users() {
        return postgres.database().users();
    }

    @Override
    protected Sessions sessions() {
        return postgres.database().sessions();
    }
}
