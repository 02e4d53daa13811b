package dev.sallyport.application.admin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.admin.CreateAdministrator.Result;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreateAdministratorTest {
    private final Fakes fakes = new Fakes();

    @Test
    void createsAnAccountThatCanSignInAndAdminister() {
        Result result = create(PASSWORD);

        User created = fakes.users().all().getFirst();
        assertThat(result).isEqualTo(new Result.Created(created.id()));
        assertThat(created.roles()).containsExactlyInAnyOrder(BuiltInRoles.USER, BuiltInRoles.ADMIN);
        assertThat(created.permissions()).contains(new Permission("users:write"));
        assertThat(created.lastSignInAt()).isNull();
        assertThat(fakes.auditTrail().events())
                .containsExactly(new AuditEvent.AccountCreated(created.id(), Origin.OPERATOR, Optional.empty()));
        assertThat(fakes.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                .isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void leavesAnExistingAccountAsItIs() {
        User ada = new Journey(fakes).signedIn(ADA).user();

        assertThat(create(PASSWORD)).isEqualTo(new Result.EmailTaken());
        assertThat(fakes.users().all()).containsExactly(ada);
    }

    @Test
    void holdsToThePasswordPolicy() {
        assertThat(create(Password.of("admin")))
                .isEqualTo(new Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.TOO_SHORT)));
        assertThat(fakes.users().all()).isEmpty();
    }

    @Test
    void asksForBreachesToo() {
        fakes.breachedPasswords().learn(PASSWORD);

        assertThat(create(PASSWORD)).isEqualTo(new Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.BREACHED)));
        assertThat(fakes.users().all()).isEmpty();
    }

    private Result create(Password password) {
        return fakes.sallyport()
                .createAdministrator()
                .handle(new CreateAdministrator.Command(ADA, password, null, ENGLISH));
    }
}
