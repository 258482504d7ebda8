import { Foundation1782000000000 } from './1782000000000-foundation.js';
import { AddressFailed1783000000000 } from './1783000000000-address-failed.js';
import { FewerChecksAtIntake1783100000000 } from './1783100000000-fewer-checks-at-intake.js';
import { RegistryThroughTime1784000000000 } from './1784000000000-registry-through-time.js';
import { Wards1784100000000 } from './1784100000000-wards.js';
import { Workforce1784200000000 } from './1784200000000-workforce.js';
import { NeighbourhoodLife1784300000000 } from './1784300000000-neighbourhood-life.js';
import { RouteChecks1784400000000 } from './1784400000000-route-checks.js';
import { Imports1784500000000 } from './1784500000000-imports.js';
import { Places1784600000000 } from './1784600000000-places.js';
import { ImportWork1784700000000 } from './1784700000000-import-work.js';
import { DatedAhead1784800000000 } from './1784800000000-dated-ahead.js';
import { RouteTries1784900000000 } from './1784900000000-route-tries.js';
import { PublicRegistry1785000000000 } from './1785000000000-public-registry.js';
import { PoliceUkPull1785200000000 } from './1785200000000-police-uk-pull.js';
import { RouteCheckThinned1785300000000 } from './1785300000000-route-check-thinned.js';
import { PeriodsChangedTogether1785310000000 } from './1785310000000-periods-changed-together.js';
import { ForceAndAreasHistory1785400000000 } from './1785400000000-force-and-areas-history.js';
import { PlacesByPoint1785500000000 } from './1785500000000-places-by-point.js';
import { Alerts1786000000000 } from './1786000000000-alerts.js';
import { ToldLate1786100000000 } from './1786100000000-told-late.js';
import { ForgetUnsaid1786200000000 } from './1786200000000-forget-unsaid.js';
import { OfficersRoutesTried1786300000000 } from './1786300000000-officers-routes-tried.js';
import { ToldTruly1786400000000 } from './1786400000000-told-truly.js';
import { MailThatCanWait1786500000000 } from './1786500000000-mail-that-can-wait.js';
import { ResponseMonths1787000000000 } from './1787000000000-response-months.js';
import { IssuedReports1788000000000 } from './1788000000000-issued-reports.js';
import { HeadlineSwitch1788100000000 } from './1788100000000-headline-switch.js';
import { Recourse1788200000000 } from './1788200000000-recourse.js';
import { Starts1788300000000 } from './1788300000000-starts.js';
import { ReportIndexes1788400000000 } from './1788400000000-report-indexes.js';
import { ReportFiles1788410000000 } from './1788410000000-report-files.js';
import { RegistryPeriodsFilled1788500000000 } from './1788500000000-registry-periods-filled.js';
import { MailOfTheGone1788600000000 } from './1788600000000-mail-of-the-gone.js';
import { SigningIn1789300000000 } from './1789300000000-signing-in.js';
import { AuditChain1789400000000 } from './1789400000000-audit-chain.js';
import { Privacy1789500000000 } from './1789500000000-privacy.js';
import { OuterWall1789600000000 } from './1789600000000-outer-wall.js';
import { WeekdayOfMonths1789700000000 } from './1789700000000-weekday-of-months.js';
import { FurtherQuestions1789800000000 } from './1789800000000-further-questions.js';
import { ToldInFull1790000000000 } from './1790000000000-told-in-full.js';
import { ContactAttachment1790100000000 } from './1790100000000-contact-attachment.js';
import { SealingKept1790300000000 } from './1790300000000-sealing-kept.js';
import { LocatorByDigest1790400000000 } from './1790400000000-locator-by-digest.js';
import { SealedForCertain1790500000000 } from './1790500000000-sealed-for-certain.js';

/** Every migration in order; classes, not globs, so that the build and the tests run the same ones. */
export const MIGRATIONS = [
  Foundation1782000000000,
  AddressFailed1783000000000,
  FewerChecksAtIntake1783100000000,
  RegistryThroughTime1784000000000,
  Wards1784100000000,
  Workforce1784200000000,
  NeighbourhoodLife1784300000000,
  RouteChecks1784400000000,
  Imports1784500000000,
  Places1784600000000,
  ImportWork1784700000000,
  DatedAhead1784800000000,
  RouteTries1784900000000,
  PublicRegistry1785000000000,
  PoliceUkPull1785200000000,
  RouteCheckThinned1785300000000,
  PeriodsChangedTogether1785310000000,
  ForceAndAreasHistory1785400000000,
  PlacesByPoint1785500000000,
  Alerts1786000000000,
  ToldLate1786100000000,
  ForgetUnsaid1786200000000,
  OfficersRoutesTried1786300000000,
  ToldTruly1786400000000,
  MailThatCanWait1786500000000,
  ResponseMonths1787000000000,
  IssuedReports1788000000000,
  HeadlineSwitch1788100000000,
  Recourse1788200000000,
  Starts1788300000000,
  ReportIndexes1788400000000,
  ReportFiles1788410000000,
  RegistryPeriodsFilled1788500000000,
  MailOfTheGone1788600000000,
  SigningIn1789300000000,
  AuditChain1789400000000,
  Privacy1789500000000,
  OuterWall1789600000000,
  WeekdayOfMonths1789700000000,
  FurtherQuestions1789800000000,
  ToldInFull1790000000000,
  ContactAttachment1790100000000,
  SealingKept1790300000000,
  LocatorByDigest1790400000000,
  SealedForCertain1790500000000,
];
