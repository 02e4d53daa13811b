/** Staying signed in, and signing out. */
@NullMarked
package dev.sallyport.application.session;

import org.jspecify.annotations.NullMarked;
