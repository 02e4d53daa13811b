package dev.sallyport.domain.session;

/** What a refresh token says, once its authenticity was proven: we made it, though it may have been replaced since. */
public record GenuineRefreshToken(SessionId sessionId, long generation) {}
