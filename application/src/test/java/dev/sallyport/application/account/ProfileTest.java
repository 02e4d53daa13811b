package dev.sallyport.application.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.ProfileChange.NameChange;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final DisplayName COUNTESS = new DisplayName("Countess");
    private static final LanguageTag FRENCH = LanguageTag.of("fr");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn signedIn = journey.signedIn(ADA);
    private final VerifiedAccessToken caller = journey.caller(signedIn);

    @Test
    void showsTheAccountOfTheCaller() {
        assertThat(read()).isEqualTo(new ReadAccount.Result.Found(signedIn.user()));
    }

    @Test
    void changesWhatIsMentionedAndLeavesTheRest() {
        User named = changed(new NameChange.To(COUNTESS), null);
        assertThat(named)
                .isEqualTo(signedIn.user().withProfile(COUNTESS, signedIn.user().locale()));

        User french = changed(new NameChange.Unchanged(), FRENCH);
        assertThat(french).isEqualTo(named.withProfile(COUNTESS, FRENCH));

        User nameless = changed(new NameChange.Removed(), null);
        assertThat(nameless).isEqualTo(named.withProfile(null, FRENCH));
        assertThat(read()).isEqualTo(new ReadAccount.Result.Found(nameless));
    }

    @Test
    void remembersOnlyChanges() {
        changed(new NameChange.Unchanged(), null);
        changed(new NameChange.To(COUNTESS), null);
        changed(new NameChange.To(COUNTESS), null);

        assertThat(fakes.auditTrail().events())
                .filteredOn(AuditEvent.ProfileChanged.class::isInstance)
                .hasSize(1);
    }

    @Test
    void isClosedToASuspendedUser() {
        fakes.users().suspend(signedIn.user().id());

        assertThat(read()).isEqualTo(new ReadAccount.Result.SignedOut());
        assertThat(change(new NameChange.To(COUNTESS), null)).isEqualTo(new ChangeProfile.Result.SignedOut());
    }

    @Test
    void anAccessTokenAuthenticatesUntilTheInstantItExpires() {
        fakes.clock().advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(authenticate(signedIn.accessToken())).isEqualTo(new Authenticate.Result.Authenticated(caller));

        fakes.clock().advance(Duration.ofMillis(1));
        assertThat(authenticate(signedIn.accessToken())).isEqualTo(new Authenticate.Result.Rejected());
    }

    private Authenticate.Result authenticate(AccessToken token) {
        return fakes.sallyport().authenticate().handle(new Authenticate.Command(token));
    }

    private ReadAccount.Result read() {
        return fakes.sallyport().readAccount().handle(new ReadAccount.Command(caller));
    }

    private ChangeProfile.Result change(NameChange name, @Nullable LanguageTag locale) {
        return fakes.sallyport()
                .changeProfile()
                .handle(new ChangeProfile.Command(caller, new ProfileChange(name, locale), CLIENT));
    }

    private User changed(NameChange name, @Nullable LanguageTag locale) {
        return ((ChangeProfile.Result.Changed) change(name, locale)).user();
    }
}
