import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsLatitude, IsLongitude, IsOptional } from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import { IsInstant } from '../../common/is-instant.js';
import { EVENT_TYPES, type EventType } from './domain/event-type.js';
import { LINK_KINDS, type LinkKind } from './domain/link-kind.js';
import { OptionalCount, OptionalDay, OptionalText, Text } from './life-dto.fields.js';
import { LONGEST_TEXT } from './priority.form.js';

export class PriorityDto {
  @Text(LONGEST_TEXT) issue: string;
  @ApiProperty({ format: 'date', description: 'Since when it is a priority.' }) @IsDay() issuedOn: string;
  @OptionalText(LONGEST_TEXT) action?: string | null;
  @OptionalDay(
    'Needed with an action. Left out of a change, a first action is of today, and one with other words keeps its day.',
  )
  actionOn?: string | null;
  @OptionalDay('From this day on it is no longer a priority.') endedOn?: string | null;
}

export class EventDto {
  @ApiProperty({ enum: EVENT_TYPES })
  @IsIn(EVENT_TYPES, { message: `type must be one of ${EVENT_TYPES.join(', ')}` })
  type: EventType;

  @Text(200) title: string;
  @Text(500) address: string;
  @OptionalText(LONGEST_TEXT) description?: string | null;
  @ApiProperty({ format: 'date-time' }) @IsInstant() startsAt: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true })
  @IsOptional()
  @IsInstant()
  endsAt?: string | null;

  @OptionalText(320) email?: string | null;
  @OptionalText(40) telephone?: string | null;
  @OptionalCount('Members of the public who came, once it has begun.') attended?: number | null;
  @OptionalCount('Volunteers who took part, once it has begun.') volunteers?: number | null;

  @ApiPropertyOptional({ default: false })
  @IsOptional()
  @IsBoolean({ message: 'cancelled must be true or false' })
  cancelled?: boolean;
}

export class PlaceDto {
  @Text(200) name: string;
  @OptionalText(100) type?: string | null;
  @Text(500) address: string;
  @OptionalText(10) postcode?: string | null;
  @OptionalText(40) telephone?: string | null;
  @OptionalText(LONGEST_TEXT) description?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: -90, maximum: 90 })
  @IsOptional()
  @IsLatitude({ message: 'latitude must be a number of degrees from -90 to 90, or null' })
  latitude?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: -180, maximum: 180 })
  @IsOptional()
  @IsLongitude({ message: 'longitude must be a number of degrees from -180 to 180, or null' })
  longitude?: number | null;
}

export class LinkDto {
  @ApiProperty({ enum: LINK_KINDS })
  @IsIn(LINK_KINDS, { message: `kind must be one of ${LINK_KINDS.join(', ')}` })
  kind: LinkKind;

  @Text(200) title: string;
  @Text(2000) url: string;
  @OptionalText(LONGEST_TEXT) description?: string | null;
  @OptionalDay('The first day; needed for a prevention project and a funding round.') from?: string | null;
  @OptionalDay('The last day, included.') until?: string | null;
}

/** What is left out stays; null takes away what may be missing. */
export class ChangePriorityDto extends PartialType(PriorityDto) {}
export class ChangeEventDto extends PartialType(EventDto) {}
export class ChangePlaceDto extends PartialType(PlaceDto) {}
export class ChangeLinkDto extends PartialType(LinkDto) {}

class RecordView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ description: 'Its ETag begins with this number; If-Match takes this number in quotes too.' })
  version: number;
}

const text = { type: String, nullable: true } as const;
const day = { ...text, format: 'date' } as const;
const count = { type: Number, nullable: true } as const;

export class PriorityView extends RecordView {
  @ApiProperty() issue: string;
  @ApiProperty({ format: 'date' }) issuedOn: string;
  @ApiProperty(text) action: string | null;
  @ApiProperty(day) actionOn: string | null;
  @ApiProperty(day) endedOn: string | null;
}

export class EventView extends RecordView {
  @ApiProperty({ enum: EVENT_TYPES }) type: EventType;
  @ApiProperty() title: string;
  @ApiProperty() address: string;
  @ApiProperty(text) description: string | null;
  @ApiProperty({ format: 'date-time' }) startsAt: string;
  @ApiProperty({ ...text, format: 'date-time' }) endsAt: string | null;
  @ApiProperty(text) email: string | null;
  @ApiProperty(text) telephone: string | null;
  @ApiProperty(count) attended: number | null;
  @ApiProperty(count) volunteers: number | null;
  @ApiProperty() cancelled: boolean;
}

export class PlaceView extends RecordView {
  @ApiProperty() name: string;
  @ApiProperty(text) type: string | null;
  @ApiProperty() address: string;
  @ApiProperty({ description: 'Empty if unknown.' }) postcode: string;
  @ApiProperty(text) telephone: string | null;
  @ApiProperty(text) description: string | null;
  @ApiProperty(count) latitude: number | null;
  @ApiProperty(count) longitude: number | null;
}

export class LinkView extends RecordView {
  @ApiProperty({ enum: LINK_KINDS }) kind: LinkKind;
  @ApiProperty() title: string;
  @ApiProperty() url: string;
  @ApiProperty(text) description: string | null;
  @ApiProperty(day) from: string | null;
  @ApiProperty(day) until: string | null;
}

export class PrioritiesView {
  @ApiProperty({ type: [PriorityView], description: 'Those that hold first, the latest issue first.' })
  items: PriorityView[];
  @ApiProperty({ ...day, description: 'The last review by today; null if there is none.' })
  reviewedOn: string | null;
  @ApiProperty({ description: 'Reviewed within three calendar months before today.' }) current: boolean;
}
export class EventsView {
  @ApiProperty({ type: [EventView], description: 'The latest first.' }) items: EventView[];
}
export class PlacesView {
  @ApiProperty({ type: [PlaceView] }) items: PlaceView[];
}
export class LinksView {
  @ApiProperty({ type: [LinkView] }) items: LinkView[];
}
export class ReviewedView {
  @ApiProperty({ format: 'date' }) reviewedOn: string;
}
