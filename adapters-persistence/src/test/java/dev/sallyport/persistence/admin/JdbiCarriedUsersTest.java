package dev.sallyport.persistence.admin;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.admin.CarriedUsers;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.testing.CarriedUsersContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiCarriedUsersTest extends CarriedUsersContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected CarriedUsers carried() {
        return postgres.database().carriedUsers();
    }

    @Override
    protected AuditTrail auditTrail() {
        return postgres.database().auditTrail();
    }

    @Override
    protected Users users() {
        return postgres.database().users();
    }
}
