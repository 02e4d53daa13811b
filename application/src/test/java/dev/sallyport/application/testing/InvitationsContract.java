package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Invitations} promises. */
public abstract class InvitationsContract {
    private static final EmailAddress GRACE = EmailAddress.of("grace@example.com");
    private static final EmailAddress ALAN = EmailAddress.of("alan@example.com");
    private static final RoleName SALES = new RoleName("sales");
    private static final SecretDigest LINK = digest(1);
    private static final SecretDigest OTHER = digest(2);
    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(7));

    private final User ada = Samples.user(ADA);

    /** The adapter under test, without any invitation. */
    protected abstract Invitations invitations();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    /** The roles beside it, those that are built in. */
    protected abstract Roles roles();

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        if (roles().find(SALES).isEmpty()) {
            roles().add(SALES, RoleDescription.NONE, NOW);
        }
    }

    @Test
    void keepsWhatItIsTold() {
        Invitation grace = invitation(GRACE, SALES);
        Invitation alan = new Invitation(
                id(), ALAN, new DisplayName("Alan"), ENGLISH, Set.of(), new Author.Operator(), NOW, EXPIRY);

        assertThat(invitations().keep(grace, LINK)).isEqualTo(grace);
        assertThat(invitations().keep(alan, OTHER)).isEqualTo(alan);

        assertThat(invitations().find(LINK, NOW)).contains(grace);
        assertThat(invitations().find(OTHER, NOW)).contains(alan);
        assertThat(invitations().find(grace.account())).contains(grace);
        assertThat(invitations().hold(GRACE)).contains(grace);
        assertThat(invitations().hold(alan.account())).contains(alan);
        assertThat(invitations().find(digest(3), NOW)).isEmpty();
        assertThat(invitations().hold(ADA)).isEmpty();
        assertThat(invitations().find(id())).isEmpty();
    }

    @Test
    void replacesTheOneToTheSameAddressAndKeepsTheIdThatWasTold() {
        Invitation first = invitations().keep(invitation(GRACE, SALES), LINK);

        Invitation second = invitations().keep(invitation(GRACE, BuiltInRoles.ADMIN), OTHER);

        assertThat(second.account()).isEqualTo(first.account());
        assertThat(second.roles()).containsExactly(BuiltInRoles.ADMIN);
        assertThat(invitations().find(LINK, NOW)).as("the link before").isEmpty();
        assertThat(invitations().find(OTHER, NOW)).contains(second);
    }

    @Test
    void isUsedUpOnce() {
        Invitation grace = invitations().keep(invitation(GRACE, SALES), LINK);

        assertThat(invitations().spend(LINK, NOW)).contains(grace);
        assertThat(invitations().spend(LINK, NOW)).isEmpty();
        assertThat(invitations().find(grace.account())).isEmpty();
    }

    @Test
    void isUsedUpByExactlyOneOfMany() {
        invitations().keep(invitation(GRACE), LINK);

        List<Optional<Invitation>> spent =
                Concurrently.times(20, i -> invitations().spend(LINK, NOW));

        assertThat(spent.stream().filter(Optional::isPresent)).hasSize(1);
    }

    @Test
    void isNotAcceptedWhenItHasExpired() {
        Invitation grace = invitations().keep(invitation(GRACE), LINK);

        assertThat(invitations().find(LINK, EXPIRY.minusMillis(1))).contains(grace);
        assertThat(invitations().find(LINK, EXPIRY)).isEmpty();
        assertThat(invitations().spend(LINK, EXPIRY)).isEmpty();
        assertThat(invitations().page(null, 10, EXPIRY)).isEmpty();
    }

    @Test
    void goesWithWhoeverSentIt() {
        invitations().keep(invitation(GRACE), LINK);

        users().remove(ada.id());

        assertThat(invitations().find(LINK, NOW)).isEmpty();
        assertThat(invitations().hold(GRACE)).isEmpty();
    }

    @Test
    void losesARoleThatIsGone() {
        invitations().keep(invitation(GRACE, SALES, BuiltInRoles.ADMIN), LINK);

        roles().remove(SALES);

        assertThat(invitations().find(LINK, NOW).orElseThrow().roles()).containsExactly(BuiltInRoles.ADMIN);
    }

    @Test
    void isShownPageByPageNewestFirst() {
        List<UserId> newestFirst = IntStream.range(0, 5)
                .mapToObj(i -> invitations()
                        .keep(invitation(EmailAddress.of("guest" + i + "@example.com")), digest(10 + i))
                        .account())
                .sorted(Comparator.comparing(UserId::toString).reversed())
                .toList();

        List<UserId> first = accounts(invitations().page(null, 2, NOW));
        List<UserId> second = accounts(invitations().page(first.getLast(), 10, NOW));

        assertThat(Stream.concat(first.stream(), second.stream())).containsExactlyElementsOf(newestFirst);
    }

    @Test
    void isForgottenWhenItHasExpiredOrIsCalledOff() {
        Invitation grace = invitations().keep(invitation(GRACE), LINK);
        Invitation alan = invitations().keep(invitation(ALAN), OTHER);

        invitations().remove(grace.account());
        assertThat(invitations().find(LINK, NOW)).isEmpty();
        invitations().keep(grace, LINK);
        invitations().forget(GRACE);
        assertThat(invitations().hold(GRACE)).isEmpty();
        assertThat(invitations().purge(NOW, 10)).isZero();
        assertThat(invitations().find(alan.account())).isPresent();
        assertThat(invitations().purge(EXPIRY, 10)).isEqualTo(1);
        assertThat(invitations().find(alan.account())).isEmpty();
    }

    private static List<UserId> accounts(List<Invitation> page) {
        return page.stream().map(Invitation::account).toList();
    }

    private Invitation invitation(EmailAddress email, RoleName... roles) {
        return new Invitation(id(), email, null, ENGLISH, Set.of(roles), new Author.Person(ada.id()), NOW, EXPIRY);
    }

    private static UserId id() {
        return new UserId(UUID.randomUUID());
    }
}
