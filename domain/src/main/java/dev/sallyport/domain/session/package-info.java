/** Where somebody is signed in, and the tokens that show it. */
@NullMarked
package dev.sallyport.domain.session;

import org.jspecify.annotations.NullMarked;
