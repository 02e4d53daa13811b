package dev.sallyport.persistence.sql;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.testing.TransactorContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTransactorTest extends TransactorContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected Transactor transactor() {
        return postgres.database().transactor();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }
}
