/** Access and refresh tokens. */
@NullMarked
package dev.sallyport.security.session;

import org.jspecify.annotations.NullMarked;
