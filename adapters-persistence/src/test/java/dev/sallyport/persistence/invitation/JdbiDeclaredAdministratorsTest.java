package dev.sallyport.persistence.invitation;

import dev.sallyport.application.invitation.DeclaredAdministrators;
import dev.sallyport.application.testing.DeclaredAdministratorsContract;
import dev.sallyport.persistence.testing.DatabaseForTests;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiDeclaredAdministratorsTest extends DeclaredAdministratorsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected DeclaredAdministrators declared() {
        return postgres.database().declaredAdministrators();
    }
}
