package dev.sallyport.application.access;

import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.Optional;

/** Who acts for the installation, from where, and why they say so. */
public sealed interface Actor {
    Client client();

    Optional<StatedReason> reason();

    /** Somebody who is signed in, and may do what they have been allowed to. */
    record Administrator(VerifiedAccessToken token, Client client, Optional<StatedReason> reason) implements Actor {}

    /** Whoever runs the installation, by its command line or its files. They hold the database and its keys, so they may do everything. */
    record Operator(Optional<StatedReason> reason) implements Actor {
        @Override
        public Client client() {
            return Client.local();
        }
    }
}
