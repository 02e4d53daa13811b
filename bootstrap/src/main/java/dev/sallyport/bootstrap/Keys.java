package dev.sallyport.bootstrap;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.audit.KeepAuditMonths;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.application.audit.SealKey;
import dev.sallyport.application.audit.VerifyAuditTrail;
import dev.sallyport.application.keys.ListSigningKeys;
import dev.sallyport.application.keys.MaintainSigningKeys;
import dev.sallyport.application.keys.RewrapSecrets;
import dev.sallyport.application.keys.RotateSigningKey;
import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.SigningKeys;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.bootstrap.config.SecretSettings;
import dev.sallyport.bootstrap.config.SigningSettings;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.persistence.Database;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.HmacKey;
import dev.sallyport.security.keys.KeyRing;
import dev.sallyport.security.keys.VaultKeyMaker;
import dev.sallyport.security.keys.VaultSigningKeys;
import dev.sallyport.security.keys.WrongMasterKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The server's own keys in one database, and what can be done with them. Everything else is built on them. */
public final class Keys {
    private final Database database;
    private final ServerKeys stored;
    private final AesGcmVault vault;
    private final VaultKeyMaker maker;
    private final KeyRotation rotation;

    Keys(Database database, SecretSettings secrets, SigningSettings signing, IdGenerator ids) {
        this.database = database;
        this.stored = database.serverKeys();
        this.vault =
                new AesGcmVault(secrets.masterKey(), secrets.previous().stream().toList());
        this.maker = new VaultKeyMaker(vault, ids, signing.algorithm(), signing.secret());
        this.rotation = signing.rotation();
    }

    /**
     * Does something with the keys alone, whether servers run or not.
     *
     * @throws CannotStart if the database cannot be used or its schema is older than this version
     */
    public static <T> T with(KeySettings settings, Function<Keys, T> work) {
        try (Database database = Schema.open(settings.database())) {
            Schema.requireCurrent(database, settings.database());
            return work.apply(
                    new Keys(database, settings.secrets(), settings.signing(), new UuidV7Ids(Clock.systemUTC())));
        }
    }

    /**
     * Makes sure that what is there already can be opened, before anything is written.
     *
     * @throws CannotStart if the database was set up with another master key
     */
    static void requireToOpen(Database database, Configuration configuration) {
        if (database.hasServerKeys()) {
            Keys keys = new Keys(
                    database, configuration.secrets(), configuration.signing(), new UuidV7Ids(Clock.systemUTC()));
            keys.requireToOpen();
        }
    }

    private void requireToOpen() {
        explained(() -> {
            KeyRing.requireToOpen(stored, vault);
            return true;
        });
    }

    AesGcmVault vault() {
        return vault;
    }

    /** Opens the stored keys, and makes the first ones. */
    KeyRing openRing() {
        return explained(() -> KeyRing.open(stored, vault, maker));
    }

    VaultSigningKeys openSigningKeys() {
        return explained(() -> VaultSigningKeys.open(stored, vault, rotation));
    }

    MaintainSigningKeys maintain(SigningKeys inUse) {
        return new MaintainSigningKeys(stored, inUse, maker, rotation);
    }

    /**
     * Has a new key sign.
     *
     * @throws CannotStart if the stored keys are sealed under another master key: servers could not open what is added
     */
    public RotateSigningKey.Result rotate(RotateSigningKey.Command command) {
        return explained(() -> {
            KeyRing.requireToOpen(stored, vault);
            return new RotateSigningKey(stored, maker, rotation).handle(command);
        });
    }

    public ListSigningKeys.Result list() {
        return new ListSigningKeys(stored, rotation).handle(new ListSigningKeys.Command());
    }

    /**
     * Seals everything anew under the master key of today.
     *
     * @throws CannotStart if neither master key is the one that the stored keys are sealed under
     */
    public List<RewrapSecrets.Count> rewrap() {
        return explained(() -> {
            KeyRing.requireToOpen(stored, vault);
            return new RewrapSecrets(database.sealedValues(), vault)
                    .handle(new RewrapSecrets.Command())
                    .counts();
        });
    }

    /**
     * Compares the audit trail with its seals.
     *
     * @throws CannotStart if there is no key for seals, or neither master key opens it
     */
    public VerifyAuditTrail.Result verify(VerifyAuditTrail.Command command) {
        return new VerifyAuditTrail(database.auditArchive(), sealKey()).handle(command);
    }

    /**
     * Drops months of the audit trail that are old enough.
     *
     * @throws CannotStart if there is no key for seals, or neither master key opens it
     */
    public KeepAuditMonths.Result prune(KeepAuditMonths.Command command) {
        SealChain chain = new SealChain(database.auditSeals(), sealKey());
        return new KeepAuditMonths(database.transactor(), database.auditSeals(), chain, Clock.systemUTC())
                .handle(command);
    }

    private SealKey sealKey() {
        HmacKey key = explained(() -> KeyRing.auditSeal(stored, vault))
                .orElseThrow(() -> new CannotStart(
                        "Nothing is sealed yet: the key for that is made when a server starts on this database.",
                        null));
        return key::authenticate;
    }

    /** What an operator should know of the keys. Nothing is changed, and no key leaves this. */
    public KeysFound examine(InstantSource clock) {
        // The first question may have to wait for a connection, which would look like a slow clock.
        boolean opened = areOpened();
        Instant asked = clock.instant();
        KeySuccession signing = stored.of(KeyPurpose.ACCESS_TOKEN_SIGNING);
        Duration half = Duration.between(asked, clock.instant()).dividedBy(2);
        return new KeysFound(
                opened,
                Duration.between(asked.plus(half), signing.asOf()),
                signing.asOf(),
                rotation.lives(signing),
                rotation.every());
    }

    private boolean areOpened() {
        try {
            KeyRing.requireToOpen(stored, vault);
            return true;
        } catch (WrongMasterKey wrong) {
            return false;
        }
    }

    private static <T> T explained(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (WrongMasterKey wrong) {
            throw new CannotStart(
                    "MASTER_KEY is not the key that this database was set up with, so nothing in it could be read. Set MASTER_KEY"
                            + " to that key; nothing was changed.",
                    wrong);
        }
    }
}
