import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Page } from '../web/pages.js';
import { Public } from './allow.js';

/** Where people are sent who have to sign in, while the force's identity provider is not connected. */
@ApiExcludeController()
@Controller('sign-in')
@Public()
export class SignInController {
  @Get()
  explain(): Page {
    return new Page('pages/access/sign-in-not-configured', 'Sign in', {});
  }
}
