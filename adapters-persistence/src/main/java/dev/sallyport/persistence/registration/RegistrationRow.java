package dev.sallyport.persistence.registration;

import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.registration.MailedProof;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of {@code pending_registrations}. */
final class RegistrationRow {
    private RegistrationRow() {}

    static PendingRegistration read(ResultSet row) throws SQLException {
        String displayName = row.getString("display_name");
        return new PendingRegistration(
                new RegistrationId(Columns.uuid(row, "id")),
                EmailAddress.of(Columns.text(row, "email")),
                PasswordHash.of(Columns.text(row, "password_hash")),
                displayName == null ? null : new DisplayName(displayName),
                new LanguageTag(Columns.text(row, "locale")),
                new MailedProof(
                        SecretDigest.of(Columns.bytes(row, "code_digest")),
                        SecretDigest.of(Columns.bytes(row, "link_digest")),
                        Columns.instant(row, "proof_expires_at")),
                row.getInt("failures"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "purge_after"));
    }
}
